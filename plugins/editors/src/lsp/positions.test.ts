import { expect } from 'chai';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { chooseEncoding } from './encoding.js';
import { Positions } from './positions.js';

const documentOf = (text: string) => TextDocument.create('file:///x.nix', 'nix', 1, text);

describe('positions', () => {
  it('count as the editor does', () => {
    const document = documentOf('a\n"ü😀x"\r\nb');
    const offset = document.getText().indexOf('x');
    expect(new Positions('utf-16').positionAt(document, offset)).to.deep.equal({
      line: 1,
      character: 4,
    });
    expect(new Positions('utf-8').positionAt(document, offset)).to.deep.equal({
      line: 1,
      character: 7,
    });
  });

  it('lead back to where they came from, in both ways of counting', () => {
    const texts = fc.array(fc.constantFrom('a', 'ü', '😀', '€', '\n', '\r\n', ' ', '"'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(texts, fc.nat(), (parts, which) => {
        const document = documentOf(parts.join(''));
        const offset = parts.slice(0, which % (parts.length + 1)).join('').length;
        for (const encoding of ['utf-16', 'utf-8'] as const) {
          const positions = new Positions(encoding);
          const position = positions.positionAt(document, offset);
          expect(positions.offsetAt(document, position)).to.equal(offset);
        }
      }),
    );
  });

  it('are in bytes only for an editor that knows nothing else', () => {
    expect(chooseEncoding()).to.equal('utf-16');
    expect(chooseEncoding(['utf-8', 'utf-16'])).to.equal('utf-16');
    expect(chooseEncoding(['utf-8', 'utf-32'])).to.equal('utf-8');
  });
});
