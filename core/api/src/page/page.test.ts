import { expect } from 'chai';
import fc from 'fast-check';
import {
  bullets,
  card,
  escapeMarkup,
  link,
  markup,
  numberedLines,
  paragraph,
  prose,
  reportPage,
  section,
  table,
  type Piece,
} from './index.js';

const written = (piece: Piece): string => markup`${piece}`.text;

/** What a reader of XML makes of it. */
const read = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('markup', () => {
  it('keeps every text as it is, and lets none of it be markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = escapeMarkup(text);
        expect(escaped).to.not.match(/[<>"']/);
        // eslint-disable-next-line no-control-regex
        expect(read(escaped)).to.equal(text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '\ufffd'));
      }),
    );
  });

  it('escapes what stands in a template, and not what a template made', () => {
    expect(markup`<p title="${'"'}">${'<b>'}${markup`<i>${'&'}</i>`}</p>`.text).to.equal(
      '<p title="&quot;">&lt;b&gt;<i>&amp;</i></p>',
    );
  });

  it('takes nothing for markup because it looks like it', () => {
    const forged = JSON.parse('{"text":"<script>"}') as unknown as string;
    expect(() => markup`${forged}`).to.throw(TypeError);
  });
});

describe('a page', () => {
  it('has title, one first heading and one main part, and is the same without a date', () => {
    const page = { title: 'A <title>', summary: 'one', body: paragraph('two'), by: 'nixai x' };
    const text = reportPage(page);
    expect(text).to.contain('<title>A &lt;title&gt;</title>').and.contain('<p>two</p>');
    for (const once of ['<h1>', '<main>', '<header>', '<footer>'])
      expect(text.split(once)).to.have.length(2);
    expect(text).to.equal(reportPage(page)).and.not.contain('<time');
    expect(reportPage({ ...page, date: new Date(0) })).to.contain('1970-01-01 00:00 UTC');
  });

  it('has no heading of nothing', () => {
    expect([section('Empty', []), bullets([]), numberedLines([]), paragraph('')]).to.deep.equal([
      '',
      '',
      '',
      '',
    ]);
  });

  it('marks what is meant of a line', () => {
    const lines = [
      { line: 9, text: 'a < b', mark: { start: 2, end: 3 } },
      { line: 10, text: 'c', mark: true },
    ];
    expect(written(numberedLines(lines)))
      .to.contain(' 9 │</span> a <mark>&lt;</mark> b\n')
      .and.contain('10 │</span> <mark>c</mark>');
  });

  it('links to pages of the web alone', () => {
    expect(written(link('a', 'https://nixos.org/?a&b'))).to.contain(
      'href="https://nixos.org/?a&amp;b"',
    );
    expect(written(link('a', 'javascript:alert(1)'))).to.equal('a (javascript:alert(1))');
  });

  it('has code of a sentence as code', () => {
    expect(written(prose('write `a <b>`, or `c'))).to.equal(
      'write <code>a &lt;b&gt;</code>, or `c',
    );
  });

  it('has tables and cards whose tone is a word too', () => {
    expect(table(['A'], [['<']]).text)
      .to.contain('<th scope="col">A</th>')
      .and.contain('<td>&lt;</td>');
    expect(written(card({ tone: 'bad', word: 'error', title: 'x' }))).to.match(/badge bad">error</);
  });
});
