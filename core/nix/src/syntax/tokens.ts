/** What a token is. Trivia come first, so that one comparison tells them. */
export const TokenKind = {
  blank: 0,
  comment: 1,
  /** The last trivia: everything above it means something. */
  byteOrderMark: 2,
  endOfFile: 3,
  name: 4,
  integer: 5,
  float: 6,
  uri: 7,
  searchPath: 8,
  pathText: 9,
  /** Of no width: where a path ends. */
  pathEnd: 10,
  stringQuote: 11,
  indentedQuote: 12,
  text: 13,
  interpolationOpen: 14,
  interpolationClose: 15,
  /** A character that begins no token. */
  unknown: 16,
  if: 20,
  then: 21,
  else: 22,
  assert: 23,
  with: 24,
  let: 25,
  in: 26,
  rec: 27,
  inherit: 28,
  or: 29,
  '{': 30,
  '}': 31,
  '(': 32,
  ')': 33,
  '[': 34,
  ']': 35,
  ';': 36,
  ':': 37,
  ',': 38,
  '.': 39,
  '@': 40,
  '=': 41,
  '...': 42,
  '?': 43,
  '!': 44,
  '-': 45,
  '+': 46,
  '*': 47,
  '/': 48,
  '++': 49,
  '//': 50,
  '<': 51,
  '>': 52,
  '<=': 53,
  '>=': 54,
  '==': 55,
  '!=': 56,
  '&&': 57,
  '||': 58,
  '->': 59,
  '|>': 60,
  '<|': 61,
} as const;

export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

const names = new Map<number, string>(
  Object.entries(TokenKind).map(([name, kind]) => [kind, name]),
);

/** The word or sign of a kind, as it is written in `TokenKind`. */
export const tokenName = (kind: TokenKind): string => names.get(kind) ?? 'unknown';

export const isTrivia = (kind: TokenKind): boolean => kind <= TokenKind.byteOrderMark;

/**
 * The tokens of a file, in order and without a gap: a token ends where the next one starts, so that
 * they give back the file byte for byte. Kept as numbers: a file of a megabyte has half a million.
 */
export class TokenList {
  constructor(
    readonly source: string,
    private readonly kinds: Uint8Array,
    private readonly starts: Int32Array,
  ) {}

  get length(): number {
    return this.kinds.length;
  }

  /** The kind of a token; the end of the file beyond the last. */
  kind(index: number): TokenKind {
    return index < this.length ? (this.kinds[index] as TokenKind) : TokenKind.endOfFile;
  }

  start(index: number): number {
    return index < this.length ? (this.starts[index] as number) : this.source.length;
  }

  end(index: number): number {
    return this.start(index + 1);
  }

  text(index: number): string {
    return this.source.slice(this.start(index), this.end(index));
  }

  /** The index of the token that an offset lies in (the last one that starts there or before). */
  at(offset: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
