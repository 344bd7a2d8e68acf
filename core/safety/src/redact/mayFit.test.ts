import { expect } from 'chai';
import fc from 'fast-check';
import { mayFit } from './mayFit.js';
import { requiredWords } from './requiredWords.js';
import { wordsOfExpressions } from './wordsOfExpressions.js';

describe('the words that an expression takes', () => {
  it('are those of one of its parts', () => {
    expect(requiredWords(/\bcurl\b[^\n]{0,30}?\s--user[ =]/g)).to.deep.equal(['--user']);
    expect(requiredWords(/(?:7z|rar)\s-p(?=secret)/g)).to.deep.equal([]);
    expect(requiredWords(/a(?:bcd|EFGH)+(?:never)?x{0,3}/gi)).to.deep.equal(['bcd', 'efgh']);
    expect(requiredWords(/ab+cde?(?<!never)/g)).to.deep.equal([]);
    expect(requiredWords(/abc\b\.(?!never)d\x41/g)).to.deep.equal(['abc.d']);
    expect(requiredWords(/[abc\]]{3}(?<name>kelvin)/giu)).to.deep.equal([]);
  });

  it('are in each text that it fits', () => {
    let tried = 0;
    for (const written of wordsOfExpressions.keys()) {
      const [, source = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(written) ?? [];
      const plain = withoutLooks(source);
      const texts = textsOf(plain);
      if (texts === undefined) continue;
      tried++;
      const expression = new RegExp(plain, flags);
      fc.assert(
        fc.property(texts, (text) => {
          expect(mayFit(text, expression), JSON.stringify({ written, text })).to.equal(true);
          if (/i/.test(flags)) expect(mayFit(text.toUpperCase(), expression)).to.equal(true);
        }),
        { numRuns: 5 },
      );
    }
    expect(tried).to.be.above(150);
  });

  it('are looked for in the text that is asked about, and in no other', () => {
    const expression = /secret word/g;
    for (const text of ['a Secret Word', 'a secret  word', 'a SECRET WORD of two', ''])
      expect(mayFit(text, expression), text).to.equal(/secret word/i.test(text));
  });
});

/** Without edges and what looks around, of which the generator knows nothing. */
const withoutLooks = (source: string): string =>
  source
    .replaceAll(/(?<!\\)\\b/g, '')
    .replaceAll(/\(\?<?[=!](?:[^()\\[\]]|\\.|\[(?:[^\]\\]|\\.)*\])*\)/g, '');

function textsOf(source: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(source));
  } catch {
    return undefined;
  }
}
