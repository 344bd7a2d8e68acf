import { expect } from 'chai';
import fc from 'fast-check';
import { htmlSections } from './htmlSections.js';

const at = 'https://wiki.example/wiki/Nginx';

describe('sections of a page', () => {
  it('leave out navigation, edit links and the table of contents of a wiki', () => {
    const html = `<div class="mw-parser-output"><p>Nginx is a <a href="/wiki/Web">web server</a>.</p>
      <div id="toc" class="toc"><h2>Contents</h2><ul><li>1 Setup</li></ul></div>
      <h2><span class="mw-headline" id="Setup">Setup</span><span class="mw-editsection">[<a href="/w/e">edit</a>]</span></h2>
      <p>Set <code>services.nginx.enable</code>:<sup class="reference"><a href="#c1">[1]</a></sup></p>
      <div class="mw-highlight"><pre><span></span><span class="nv">services.nginx</span> = {
  enable = <span class="no">true</span>;
};</pre></div>
      <div class="navbox">Other servers</div></div>`;
    expect(htmlSections(html, at)).to.deep.equal([
      { title: '', anchor: '', text: 'Nginx is a [web server](https://wiki.example/wiki/Web).' },
      {
        title: 'Setup',
        anchor: 'Setup',
        text: 'Set `services.nginx.enable`:\n\n```\nservices.nginx = {\n  enable = true;\n};\n```',
      },
    ]);
  });

  it('are those of the article, in a page of nix.dev', () => {
    const html = `<!DOCTYPE html><html><head><title>Flakes &mdash; nix.dev</title><style>a{}</style></head><body>
      <header class="bd-header">Menu</header><nav>Tutorials</nav><main><article class="bd-article">
      <section id="flakes"><h1>Flakes<a class="headerlink" href="#flakes" title="Link">#</a></h1>
      <p>A <strong>flake</strong> is a tree with <em>outputs</em>.</p></section></article>
      <div class="prev-next-area">Next</div></main><footer>© 2025</footer></body></html>`;
    expect(htmlSections(html, 'https://nix.dev/concepts/flakes')).to.deep.equal([
      { title: 'Flakes', anchor: 'flakes', text: 'A **flake** is a tree with *outputs*.' },
    ]);
  });

  it('of a manual have the anchors of their headings, lists and definitions', () => {
    const html = `<body><div class="navheader">Nixpkgs Manual</div><div class="section">
      <div class="titlepage"><h2 class="title"><a id="sec-firefox"></a>Firefox</h2></div>
      <ul><li><p>one</p></li><li>two<ul><li>inner</li></ul></li></ul>
      <ol><li>first</li><li>second</li></ol>
      <dl><dt><code>wrap</code></dt><dd>Wraps &lt;it&gt;.</dd></dl>
      <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table></div></body>`;
    expect(htmlSections(html, at)[0]).to.deep.equal({
      title: 'Firefox',
      anchor: 'sec-firefox',
      text: '- one\n- two\n  - inner\n\n1. first\n2. second\n\n`wrap`\n\nWraps <it>.\n\na | b\n\n1 | 2',
    });
  });

  it('have no link that a terminal should not open', () => {
    const [section] = htmlSections(
      '<p><a href="javascript:x()">go</a> <a href="#x">on</a></p>',
      at,
    );
    expect(section?.text).to.equal('go on');
  });

  it('come out of any text, without a tag of ours left', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<p>',
            '</p>',
            '<li>',
            '<ul>',
            '</ul>',
            '<pre>',
            '</pre>',
            '<h2>',
            '</h2>',
            '<nav>',
            '</nav>',
            '<a href="x">',
            '</a>',
            'text',
            '<b>',
            '"',
            "<p class='",
          ),
          { maxLength: 30 },
        ),
        (parts) => {
          for (const { text } of htmlSections(parts.join(' '), at))
            expect(text).not.to.match(/<(?:\/?(?:p|li|ul|pre|h2|nav|a|b))>/);
        },
      ),
    );
  });
});
