import { lex } from '../syntax/lexer.js';
import { TokenKind } from '../syntax/tokens.js';

/** How the lines of a file end. */
export const lineEnd = (source: string): string => (source.includes('\r\n') ? '\r\n' : '\n');

/** The blanks at the start of the line that an offset lies in. */
export function indentAt(source: string, at: number): string {
  const start = source.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(source.slice(start, at))?.[0] ?? '';
}

/** Whether nothing but blanks stands before an offset on its line. */
export function startsLine(source: string, at: number): boolean {
  const start = source.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*$/.test(source.slice(start, at));
}

/** One step of a file's indentation: its first indented line tells; else two spaces. */
export function indentStep(source: string): string {
  const first = /\n([ \t]+)\S/.exec(source)?.[1];
  if (first === undefined) return '  ';
  return first.startsWith('\t') ? '\t' : first.length === 4 ? '    ' : '  ';
}

/** Where a comment that follows on the same line ends, or the offset itself. */
export function behindComment(source: string, at: number): number {
  const comment = /^[ \t]*(?:#[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/(?=[ \t]*[\r\n]))/;
  return at + (comment.exec(source.slice(at))?.[0].length ?? 0);
}

/** Moves all lines but the first from one indentation to another; what is in strings stays. */
export function reindented(text: string, from: string, to: string): string {
  if (!text.includes('\n') || from === to) return text;
  const tokens = lex(text);
  let moved = '';
  for (let index = 0; index < tokens.length; index++) {
    const written = tokens.text(index);
    moved +=
      tokens.kind(index) === TokenKind.text
        ? written
        : written.replace(/\n([ \t]*)(?!\r?\n)/g, (_, blanks: string) =>
            blanks.startsWith(from) ? `\n${to}${blanks.slice(from.length)}` : `\n${blanks}`,
          );
  }
  return moved;
}
