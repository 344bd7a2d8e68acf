import { TokenKind, type TokenList } from './tokens.js';

/** The operators of one character, by its code. */
const single = new Uint8Array(128);
/** For a first character, the codes of second characters and what the two are together. */
const double = new Map<number, readonly (readonly [number, TokenKind])[]>();

for (const [sign, kind] of Object.entries(TokenKind)) {
  const [first, second] = [sign.charCodeAt(0), sign.charCodeAt(1)];
  if (kind < TokenKind['{']) continue;
  if (sign.length === 1) single[first] = kind;
  if (sign.length === 2) double.set(first, [...(double.get(first) ?? []), [second, kind]]);
}
const dot = 0x2e;

/** Adds the operator or punctuation at an offset, or what nobody knows; returns where it ends. */
export function lexOperator(tokens: TokenList, at: number): number {
  const { source } = tokens;
  const code = source.charCodeAt(at);
  if (code === dot && source.startsWith('...', at)) {
    tokens.add(TokenKind['...'], at);
    return at + 3;
  }
  const pairs = double.get(code);
  if (pairs !== undefined) {
    const next = source.charCodeAt(at + 1);
    for (const [second, kind] of pairs)
      if (second === next) {
        tokens.add(kind, at);
        return at + 2;
      }
  }
  const kind = code < 128 ? (single[code] as TokenKind | 0) : 0;
  tokens.add(kind === 0 ? TokenKind.unknown : kind, at);
  // A character outside the basic plane is two code units, and one unknown thing.
  return at + ((source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}
