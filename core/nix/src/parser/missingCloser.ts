import type { Lexer } from '../syntax/lexer.js';
import { TokenKind } from '../syntax/tokens.js';

/** A bracket that is not there, and where it should stand. */
export interface MissingCloser {
  /** An offset: behind the line that it should follow, or before a `;` that is there. */
  readonly at: number;
  /** What has to be written: `}`, or `};` where a binding ends with it. */
  readonly text: string;
  /** Where the bracket is that it closes. */
  readonly open: number;
}

const closerOf = new Map<TokenKind, string>([
  [TokenKind['{'], '}'],
  [TokenKind['['], ']'],
  [TokenKind['('], ')'],
]);
const closers = new Set<TokenKind>([TokenKind['}'], TokenKind[']'], TokenKind[')']]);
/** More places than these are looked at in no file: each costs a parse. */
const mostTried = 24;

/**
 * Finds by the indentation where a closing bracket is missing: people indent what stands between
 * brackets, so the first line that is not indented any more should begin with the closing one. A place
 * only counts if the file can be read with the bracket in it.
 */
export function missingCloser(
  { source, tokens }: { readonly source: string; readonly tokens: Lexer },
  isRead: (text: string) => boolean,
): MissingCloser | undefined {
  if (!hasUnclosed(tokens)) return undefined;
  const lines = linesIn(source, tokens);
  const places = lines.flatMap((line, at) => missingAfter(line, lines.slice(at + 1)));
  for (const { at, closer, open, forms } of places.slice(0, mostTried))
    for (const text of forms.map((form) => closer + form))
      if (isRead(source.slice(0, at) + text + source.slice(at))) return { at, text, open };
  return undefined;
}

/** Whether more brackets of a kind are opened than closed. */
function hasUnclosed({ kinds, length }: Lexer): boolean {
  let [braces, brackets, parentheses] = [0, 0, 0];
  for (let index = 0; index < length; index++)
    switch (kinds[index]) {
      case TokenKind['{']:
      case TokenKind.interpolationOpen:
        braces++;
        break;
      case TokenKind['}']:
      case TokenKind.interpolationClose:
        braces--;
        break;
      case TokenKind['[']:
        brackets++;
        break;
      case TokenKind[']']:
        brackets--;
        break;
      case TokenKind['(']:
        parentheses++;
        break;
      case TokenKind[')']:
        parentheses--;
        break;
      default:
    }
  return braces > 0 || brackets > 0 || parentheses > 0;
}

/** A line with code in it, by its first and its last token. */
interface CodeLine {
  readonly indent: number;
  readonly first: TokenKind;
  readonly start: number;
  readonly firstEnd: number;
  readonly end: number;
  /** The brackets that are opened in it and not closed, outermost first. */
  readonly opens: readonly { readonly closer: string; readonly at: number }[];
}

interface Place {
  readonly at: number;
  readonly closer: string;
  readonly open: number;
  /** What may have to follow the bracket. */
  readonly forms: readonly string[];
}

function missingAfter({ opens, indent }: CodeLine, below: readonly CodeLine[]): Place[] {
  const innermost = opens.at(-1);
  if (innermost === undefined) return [];
  const at = below.findIndex((line) => line.indent <= indent);
  const next = at < 0 ? undefined : below[at];
  if (next !== undefined && next.indent === indent && closers.has(next.first))
    // What it closes is the innermost: `(f {` … `}` lacks the other one.
    return opens
      .slice(0, -1)
      .map(({ closer, at: open }) => ({ at: next.firstEnd, closer, open, forms: ['', ';'] }));
  const { closer, at: open } = innermost;
  if (next?.first === TokenKind[';']) return [{ at: next.start, closer, open, forms: [''] }];
  // The quotes that end a text of several lines: the bracket around it closes behind them.
  if (next?.first === TokenKind.indentedQuote)
    return [{ at: next.firstEnd, closer, open, forms: ['', ';'] }];
  const before = at < 0 ? below.at(-1) : below[at - 1];
  return before === undefined ? [] : [{ at: before.end, closer, open, forms: [';', '', ');'] }];
}

function linesIn(source: string, { kinds, starts, ends, length }: Lexer): CodeLine[] {
  const lines: CodeLine[] = [];
  for (let index = 0; index < length; index++) {
    const start = starts[index] as number;
    const lineStart = source.lastIndexOf('\n', start - 1) + 1;
    const indent = source.slice(lineStart, start);
    // The text of a string begins lines of its own, which are indented as it pleases.
    if (!/^[ \t]*$/.test(indent) || kinds[index] === TokenKind.text) continue;
    let last = index;
    while (last + 1 < length && !source.slice(start, starts[last + 1]).includes('\n')) last++;
    lines.push({
      indent: indent.length,
      first: kinds[index] as TokenKind,
      start,
      firstEnd: ends[index] as number,
      end: ends[last] as number,
      opens: openIn(index, last),
    });
    index = last;
  }
  return lines;

  function openIn(first: number, last: number): CodeLine['opens'] {
    const open: { closer: string; at: number }[] = [];
    for (let index = first; index <= last; index++) {
      const kind = kinds[index] as TokenKind;
      const closer = closerOf.get(kind);
      if (closer !== undefined) open.push({ closer, at: starts[index] as number });
      else if (closers.has(kind)) open.pop();
    }
    return open;
  }
}
