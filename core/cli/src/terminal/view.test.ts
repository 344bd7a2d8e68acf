import { expect } from 'chai';
import { createView } from './view.js';
import { displayWidth } from './width.js';

const plain = { color: false, width: 40, rich: false };

describe('view', () => {
  it('draws a table that fits the width, wrapping the flexible column', async () => {
    const view = await createView(plain);
    const text = view.table(
      [{ title: 'name' }, { title: 'what', flexible: true }, { title: 'size', align: 'right' }],
      [['nginx', 'a web server that takes many words to describe', '12']],
    );
    for (const line of text.split('\n')) expect(displayWidth(line)).to.be.at.most(40);
    expect(text).to.contain('nginx').and.to.contain('describe').and.to.contain('12');
    expect(text).not.to.match(/ $/m);
  });

  it('folds the rows of a table that is too wide for the terminal', async () => {
    const view = await createView(plain);
    const columns = ['Template', 'Kind', 'Category', 'Title'].map((title) => ({ title }));
    const row = ['desktop-plasma', 'home-manager', 'development', 'A desktop with all it needs'];
    expect(view.table(columns, [row]).split('\n')).to.deep.equal([
      'desktop-plasma',
      '  Kind: home-manager',
      '  Category: development',
      '  Title: A desktop with all it needs',
    ]);
  });

  it('measures CJK and emoji as two columns', async () => {
    const view = await createView(plain);
    const [, first, second] = view
      .table(
        [{ title: 'name' }, { title: 'x' }],
        [
          ['日本', '1'],
          ['abcd', '2'],
        ],
      )
      .split('\n');
    expect(displayWidth(first?.slice(0, first.indexOf('1')) ?? '')).to.equal(second?.indexOf('2'));
  });

  it('leaves Markdown as written in a pipe, and draws it at a terminal', async () => {
    const source = '# Title\n\nSome **bold** text and `code`.\n\n```nix\n{ a = 1; }\n```';
    expect((await createView(plain)).markdown(source)).to.equal(source);
    const drawn = (await createView({ ...plain, rich: true })).markdown(source);
    expect(drawn).to.contain('Title').and.to.contain('  { a = 1; }');
    expect(drawn).not.to.match(/[#*`]/);
  });

  it('has no escape without colour, and some with it', async () => {
    const source = '# Title\n\n- one\n- two `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |';
    expect((await createView({ ...plain, rich: true })).markdown(source)).not.to.contain('\u001b');
    expect((await createView({ ...plain, rich: true, color: true })).markdown(source)).to.contain(
      '\u001b[',
    );
  });

  it('keeps a long list inside the width', async () => {
    const view = await createView({ ...plain, rich: true });
    const drawn = view.markdown(`1. ${'word '.repeat(30)}\n   - ${'inner '.repeat(20)}`);
    for (const line of drawn.split('\n')) expect(line.length).to.be.at.most(40);
  });

  it('draws trees and pairs', async () => {
    const view = await createView(plain);
    expect(
      view.tree({
        label: 'a',
        children: [{ label: 'b', children: [{ label: 'c' }] }, { label: 'd' }],
      }),
    ).to.equal('a\n├─ b\n│  └─ c\n└─ d');
    expect(
      view.pairs([
        ['type', 'boolean'],
        ['default', 'false'],
      ]),
    ).to.equal('type     boolean\ndefault  false');
  });

  it('breaks a long node of a tree below itself at a terminal, and never in a pipe', async () => {
    const tree = {
      label: 'network',
      children: [
        { label: 'Names: the resolver knows no such server', children: [{ label: 'ask another' }] },
        { label: 'Caches: https://cache.example.org/a/path/that/is/copied is not reached' },
      ],
    };
    const view = await createView({ ...plain, rich: true, width: 30 });
    expect(view.tree(tree)).to.equal(
      [
        'network',
        '├─ Names: the resolver knows',
        '│  │ no such server',
        '│  └─ ask another',
        '└─ Caches:',
        '     https://cache.example.org/a/path/that/is/copied',
        '     is not reached',
      ].join('\n'),
    );
    expect((await createView(plain)).tree(tree).split('\n')).to.have.length(4);
  });

  it('breaks between words, in pairs at a terminal and in tables', async () => {
    const view = await createView({ ...plain, rich: true });
    const pairs = [['explain-option', 'What an option does, its type and its default']] as const;
    expect(view.pairs(pairs)).to.equal(
      'explain-option  What an option does, its\n                type and its default',
    );
    expect((await createView(plain)).pairs(pairs)).not.to.include('\n');
    expect(view.pairs([['save-session NAME --with-all', 'Keep the lines of now']])).to.equal(
      'save-session NAME --with-all\n  Keep the lines of now',
    );
    const columns = [{ title: 'Source' }, { title: 'Has', flexible: true }, { title: 'Size' }];
    const rows = [['installed documentation', 'documentation downloaded lately', '12 MB']];
    expect(view.table(columns, rows)).to.match(/documentation downloaded\s+lately/);
  });
});
