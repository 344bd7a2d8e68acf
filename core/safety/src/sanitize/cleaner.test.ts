import { expect } from 'chai';
import fc from 'fast-check';
import { clean, cleanDeep } from './clean.js';
import { createCleaner } from './cleaner.js';
import { escapeInvisible } from './invisible.js';
import { escapeCorpus } from './escapeCorpus.test.js';
import { safeText } from './safeText.js';

const long = process.env['NIXAI_TRUST'] === 'long';
const runs = long ? 10_000 : 1_000;

/** What must never come out, whatever went in. */
const forbidden =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e0fff}]/u;

function inPieces(pieces: readonly string[]): string {
  const cleaner = createCleaner();
  return pieces.map((piece) => cleaner.push(piece)).join('') + cleaner.end();
}

/** Text in which the characters that matter are frequent. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...escapeCorpus()),
      fc.constantFrom(
        '\u001b',
        '[',
        ']',
        '\\',
        '\r',
        '\n',
        '\t',
        '\u009b',
        '\u0007',
        ';',
        '0',
        'm',
        '😀',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

describe('sanitizer', () => {
  it('lets none of the corpus through, whole or split at any place', () => {
    const corpus = escapeCorpus();
    expect(corpus.length).to.be.at.least(200);
    for (const sequence of corpus) {
      const text = `before ${sequence} after`;
      const whole = clean(text);
      expect(whole, JSON.stringify(sequence)).not.to.match(forbidden);
      for (let at = 0; at <= text.length; at++)
        expect(inPieces([text.slice(0, at), text.slice(at)]), JSON.stringify(text)).to.equal(whole);
    }
  });

  it('lets none of the corpus through when UTF-8 is cut at any byte', () => {
    for (const sequence of escapeCorpus()) {
      const bytes = Buffer.from(`ü${sequence}😀`);
      for (let at = 0; at <= bytes.length; at++) {
        const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        const first = decoder.decode(bytes.subarray(0, at), { stream: true });
        const pieces = [first, decoder.decode(bytes.subarray(at))];
        expect(inPieces(pieces)).to.equal(clean(`ü${sequence}😀`));
      }
    }
  });

  it('keeps the text around a sequence that is ended', () => {
    expect(clean('\u001b[31merror:\u001b[0m bad')).to.equal('error: bad');
    expect(clean('a\u001b]8;;http://x\u001b\\link\u001b]8;;\u0007b')).to.equal('alinkb');
    expect(clean('one\u001bctwo')).to.equal('onetwo');
    expect(clean('\u009b2Jtext\u009d0;t\u009ctext')).to.equal('texttext');
  });

  it('takes out each sequence of ECMA-48 to its last character, and none after it', () => {
    const esc = '\u001b';
    const all = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, at) => String.fromCharCode(first + at));
    const opening = ['P', 'X', '[', ']', '^', '_'];
    const whole = [
      // Parameters and what stands between them and the end.
      ...all(0x20, 0x3f).flatMap((one) => [`${esc}[${one}m`, `\u009b${one}m`]),
      ...all(0x40, 0x7e).flatMap((last) => [`${esc}[1${last}`, `\u009b${last}`]),
      ...all(0x30, 0x7e)
        .filter((last) => !opening.includes(last))
        .map((last) => esc + last),
      ...all(0x20, 0x2f).flatMap((one) => [`${esc}${one}0`, `${esc}${one}~`]),
      ...[...'PX]^_'].flatMap((one) =>
        [`${esc}\\`, '\u009c', '\u0007', '\u0018', '\u001a'].flatMap((end) => [
          `${esc}${one}p${end}`,
          `${String.fromCharCode(one.charCodeAt(0) + 0x40)}p${end}`,
        ]),
      ),
      ...all(0x80, 0x9f).filter((one) => !/[\u0085\u0090\u0098\u009b\u009d-\u009f]/.test(one)),
      ...['\u0000', '\u0008', '\u000b', '\u001f', '\u007f'],
    ];
    for (const sequence of whole)
      expect(clean(`a${sequence}kept`), JSON.stringify(sequence)).to.equal('akept');
    expect(clean('a\u0085b')).to.equal('a\nb');
    // What cannot go on with a sequence is no part of it.
    expect(clean(`${esc}[1äb`)).to.equal('äb');
    expect(clean(`${esc}äb`)).to.equal('äb');
  });

  it('leaves our own styles, where there is colour at all', () => {
    const text = '\u001b[1mbold\u001b[22m \u001b[30;40mhidden\u001b[0m \u001b[31m';
    expect(safeText(text, true)).to.equal('\u001b[1mbold\u001b[22m hidden\u001b[0m \u001b[31m');
    expect(safeText(text, false)).to.equal('bold hidden ');
  });

  it('does not lose what follows a payload that nobody ends', () => {
    expect(clean('a\u001b]0;title\nnext line')).to.equal('a\nnext line');
  });

  it('shows what changes the order or hides in the text', () => {
    expect(clean('safe\u202Eexe.txt')).to.equal('safe<U+202E>exe.txt');
    expect(clean('cu\u200brl')).to.equal('cu<U+200B>rl');
    expect(clean('a\u{e0041}')).to.equal('a<U+E0041>');
  });

  it('turns a carriage return into the line break it would hide', () => {
    expect(clean('rm -rf /\recho hello')).to.equal('rm -rf /\necho hello');
    expect(clean('one\r\ntwo\r\n')).to.equal('one\ntwo\n');
  });

  it('leaves ordinary text alone, in any script', () => {
    const text = 'nixpkgs: größe 日本語 😀 — "quoted"\n\tindented é مرحبا';
    expect(clean(text)).to.equal(text);
  });

  it('cleans every string of a JSON value, and names of fields', () => {
    const hostile = JSON.parse('{"__proto__":"\u001b[2J"}'.replace('\u001b', '\\u001b')) as unknown;
    expect(cleanDeep({ a: ['\u001b[2Jx', 1, null], '\u001bcb': { c: 'y\u0007' } })).to.deep.equal({
      a: ['x', 1, null],
      b: { c: 'y' },
    });
    expect(JSON.stringify(cleanDeep(hostile))).to.equal('{"__proto__":""}');
  });

  it('escapes in JSON what it would show elsewhere, and keeps the document as it was', () => {
    const value = { text: escapeCorpus().join('') };
    const json = escapeInvisible(JSON.stringify(value));
    expect(json).not.to.match(forbidden);
    expect(JSON.parse(json)).to.deep.equal(value);
  });

  it('gives clean, stable output for any input, however it is cut', () => {
    fc.assert(
      fc.property(hostileText, fc.array(fc.nat(400), { maxLength: 6 }), (text, cuts) => {
        const whole = clean(text);
        expect(whole).not.to.match(forbidden);
        expect(clean(whole)).to.equal(whole);
        const places = [
          0,
          ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b),
          text.length,
        ];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(inPieces(pieces)).to.equal(whole);
      }),
      { numRuns: runs },
    );
  });
});
