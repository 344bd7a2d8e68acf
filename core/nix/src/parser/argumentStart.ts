import { TokenKind } from '../syntax/tokens.js';

/** What a function's argument, and any operand without a sign before it, starts with. */
export const argumentStarts: readonly TokenKind[] = [
  TokenKind.name,
  TokenKind.integer,
  TokenKind.float,
  TokenKind.uri,
  TokenKind.searchPath,
  TokenKind.pathText,
  TokenKind.stringQuote,
  TokenKind.indentedQuote,
  TokenKind['('],
  TokenKind['['],
  TokenKind['{'],
  TokenKind.rec,
  TokenKind.let,
];

const starts = new Uint8Array(64);
for (const kind of argumentStarts) starts[kind] = 1;

/** Whether what a function can be applied to starts here. */
export const startsArgument = (kind: TokenKind): boolean => starts[kind] === 1;
