import { isTrivia, TokenKind, type TokenList } from '../syntax/tokens.js';
import { startsLine } from './layout.js';

/** Where the comments begin that stand directly above a part, each on lines of its own. */
export function startWithComments(tokens: TokenList, start: number): number {
  const { source } = tokens;
  let from = start;
  for (let index = tokens.at(start) - 1; index >= 0 && isTrivia(tokens.kind(index)); index--) {
    if (tokens.kind(index) === TokenKind.blank) {
      if (/\n[^\S\n]*\n/.test(tokens.text(index))) break;
      continue;
    }
    if (!startsLine(source, tokens.start(index))) break;
    from = tokens.start(index);
  }
  return from;
}
