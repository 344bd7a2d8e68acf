import { CharacterClass, startOfNext } from './characters.js';

const quote = 0x22;
const dollar = 0x24;
const singleQuote = 0x27;
const backslash = 0x5c;
const openBrace = 0x7b;

/**
 * Where the text of a `"…"` string ends: at the closing quote, at `${`, or at the end of the file.
 * A dollar takes the character after it along, so `$${x}` is plain text.
 */
export function endOfText(codes: Uint8Array, start: number, length: number): number {
  let at = start;
  for (;;) {
    at = startOfNext(codes, at, CharacterClass.textEnd);
    if (at >= length) return length;
    const code = codes[at];
    if (code === quote) return at;
    const next = codes[at + 1];
    if (code === backslash) at += 2;
    else if (next === openBrace) return at;
    else at += next === quote || next === backslash ? 1 : 2;
  }
}

/** The same for an indented string, where `''$`, `'''` and `''\` escape. */
export function endOfIndentedText(codes: Uint8Array, start: number, length: number): number {
  let at = start;
  for (;;) {
    at = startOfNext(codes, at, CharacterClass.indentedTextEnd);
    if (at >= length) return length;
    const next = codes[at + 1];
    if (codes[at] === dollar) {
      if (next === openBrace) return at;
      at += next === singleQuote ? 1 : 2;
    } else if (next !== singleQuote) at++;
    else {
      const escaped = codes[at + 2];
      if (escaped === backslash) at += 4;
      else if (escaped === dollar || escaped === singleQuote) at += 3;
      else return at;
    }
  }
}
