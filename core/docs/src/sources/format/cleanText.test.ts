import { expect } from 'chai';
import fc from 'fast-check';
import { cleanText } from './cleanText.js';

const isControl = (mark: string) => /[\p{Cc}\u202a-\u202e]/u.test(mark) && !'\n\t'.includes(mark);

describe('cleanText', () => {
  it('turns MyST roles into code', () => {
    expect(cleanText('See {option}`services.nginx.enable` and {manpage}`nix.conf(5)`.')).to.equal(
      'See `services.nginx.enable` and `nix.conf(5)`.',
    );
  });

  it('names the option that a link leads to', () => {
    expect(cleanText('Needs [](#opt-networking.firewall.enable).')).to.equal(
      'Needs `networking.firewall.enable`.',
    );
  });

  it('keeps the text of a link into the manual, and links to the web', () => {
    expect(cleanText('the [chapter](#module-x) of [it](https://a.example/b)')).to.equal(
      'the chapter of [it](https://a.example/b)',
    );
  });

  it('quotes an admonition and says what it is', () => {
    expect(cleanText('Text.\n\n::: {.warning}\nBe careful.\nReally.\n:::\n\nMore.')).to.equal(
      'Text.\n\n> **Warning:** Be careful.\n> Really.\n\nMore.',
    );
  });

  it('knows an admonition at the end of a line, with more behind its end, and without an end', () => {
    const quoted = 'Text.\n\n> **Note:** Be careful.';
    expect(cleanText('Text. ::: {.note}\nBe careful.\n:::\n')).to.equal(quoted);
    expect(cleanText('Text.\n\n:::{.note}\nBe careful.\n:::.com/rest>.\n')).to.equal(quoted);
    expect(cleanText('Text.\n\n::: {.note}\nBe careful.\n')).to.equal(quoted);
  });

  it('leaves no role, and what is code as it is', () => {
    expect(cleanText('Set {option}`a.b` to `${var}` or `{ c }`.')).to.equal(
      'Set `a.b` to `${var}` or `{ c }`.',
    );
  });

  it('reads entities, but not in code, and links without a text', () => {
    expect(cleanText('drag &amp; drop, `&amp;`, [](https://a.example/b)')).to.equal(
      'drag & drop, `&amp;`, <https://a.example/b>',
    );
  });

  it('reads DocBook', () => {
    const docbook =
      '<para>Set <option>a.b</option>, see <xref linkend="opt-services.x.enable"/> and ' +
      '<citerefentry><refentrytitle>sshd_config</refentrytitle><manvolnum>5</manvolnum></citerefentry>.</para>' +
      '<note><para>Costs &lt; 5 &amp; more.</para></note>';
    expect(cleanText(docbook)).to.equal(
      'Set `a.b`, see `services.x.enable` and `sshd_config(5)`.\n\n**note:** Costs < 5 & more.',
    );
  });

  it('keeps angle brackets that are no markup', () => {
    expect(cleanText('Use <nixpkgs> and virtualHosts.<name>.')).to.equal(
      'Use <nixpkgs> and virtualHosts.<name>.',
    );
  });

  it('leaves no control character, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...cleanText(text)].filter(isControl)).to.deep.equal([]);
      }),
    );
    expect(cleanText('red \u001b[31malert\u001b]0;title\u0007')).to.equal('red [31malert]0;title');
  });
});
