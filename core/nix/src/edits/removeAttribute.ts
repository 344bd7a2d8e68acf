import { lex } from '../syntax/lexer.js';
import type { Binding } from '../syntax/nodes.js';
import { isTrivia, TokenKind, type TokenList } from '../syntax/tokens.js';
import { changed, type EditResult, type TextChange } from './editResult.js';
import { behindComment } from './layout.js';
import type { Path } from './path.js';
import { blocked, findTarget, notFound } from './target.js';

/**
 * Removes a path and everything below it, with the comment that follows on its line. Sets that are
 * empty then stay, and so do comments above it.
 */
export function removeAttribute(source: string, path: Path): EditResult {
  const target = findTarget(source, path);
  if (!target.ok) return target;
  const found = [...target.exact, ...target.below];
  if (found.length === 0)
    return target.over.length > 0 ? (blocked(target) as EditResult) : notFound(target);
  // From the last to the first, each out of what the one before left: neighbours share blanks.
  let text = source;
  for (const { binding } of found.sort((one, other) => other.binding.start - one.binding.start)) {
    const result = changed(text, [cut(lex(text), binding)]);
    if (!result.ok) return result;
    text = result.source;
  }
  return { ok: true, source: text };
}

/** Cuts a binding out of its set, with the line break before it. */
export function cut(tokens: TokenList, part: Binding): TextChange {
  const { source } = tokens;
  const before = tokens.at(part.start) - 1;
  const blankStart = tokens.kind(before) === TokenKind.blank ? tokens.start(before) : part.start;
  const blank = source.slice(blankStart, part.start);
  const lineBreak = blank.lastIndexOf('\n');
  const ownLine = lineBreak >= 0;
  const withComment = ownLine ? behindComment(source, part.end) : part.end;
  const end = /^[ \t]*(?:\r?\n|$)/.test(source.slice(withComment)) ? withComment : part.end;
  let start = blankStart;
  if (ownLine) start += lineBreak - (blank[lineBreak - 1] === '\r' ? 1 : 0);
  // Behind `# …` the line break has to stay, or the comment would take what follows along.
  const previous = blankStart === part.start ? before : before - 1;
  const behindLineComment =
    isTrivia(tokens.kind(previous)) && tokens.text(previous).startsWith('#');
  const goesOn = !/^[ \t]*\r?\n/.test(source.slice(end));
  if (behindLineComment && goesOn && ownLine && blank.indexOf('\n') === lineBreak)
    start = blankStart + lineBreak + 1;
  return { start, end, text: '' };
}
