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
/** More places than these are looked at in no file: each costs a parse or three. */
const mostTried = 24;
/** And in a long one no more than take so many characters, each place by itself. */
const mostRead = 10_000_000;

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
  const most = Math.min(mostTried, Math.ceil(mostRead / source.length));
  for (const { at, closer, open, forms } of placesIn(linesIn(source, tokens), most))
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

function placesIn(lines: readonly CodeLine[], most: number): readonly Place[] {
  const places: Place[] = [];
  for (let at = 0; at < lines.length && places.length < most; at++)
    places.push(...missingAfter(lines, at));
  return places.slice(0, most);
}

function missingAfter(lines: readonly CodeLine[], line: number): readonly Place[] {
  const { opens, indent } = lines[line]!;
  const innermost = opens.at(-1);
  if (innermost === undefined) return [];
  let at = line + 1;
  while (at < lines.length && lines[at]!.indent > indent) at++;
  const next = lines[at];
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
  // Where nothing stands below, nothing tells.
  if (at === line + 1) return [];
  return [{ at: lines[at - 1]!.end, closer, open, forms: [';', '', ');'] }];
}

function linesIn(source: string, { kinds, starts, ends, length }: Lexer): CodeLine[] {
  const lines: CodeLine[] = [];
  for (let index = 0; index < length; index++) {
    const start = starts[index] as number;
    const isAfterText = kinds[index - 1] === TokenKind.text;
    // Another token stands before it in the line; a text has the blanks of the quotes behind it.
    if (index > 0 && !isAfterText && !source.slice(ends[index - 1], start).includes('\n')) continue;
    const indent = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
    // The text of a string begins lines of its own, which are indented as it pleases.
    if (!/^[ \t]*$/.test(indent) || kinds[index] === TokenKind.text) continue;
    const newline = source.indexOf('\n', start);
    const lineEnd = newline < 0 ? source.length : newline;
    let last = index;
    while (last + 1 < length && (starts[last + 1] as number) <= lineEnd) last++;
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
