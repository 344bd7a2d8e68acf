import type { Tree } from '../parser/parse.js';
import { TokenKind } from '../syntax/tokens.js';
import type { AttributeSet, List } from '../syntax/nodes.js';
import type { TextChange } from './editResult.js';
import { behindComment, indentAt, indentStep, lineEnd, startsLine } from './layout.js';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a new part goes: behind another one, before all, or behind all. */
export type Anchor = Range | 'first' | 'last';

/** Puts a binding into a set, or an item into a list, the way its other parts are laid out. */
export function insertion(
  tree: Tree,
  group: AttributeSet | List,
  anchor: Anchor,
  text: (indent: string) => string,
  emptyOnLines = false,
): TextChange {
  const { source } = tree;
  const parts = group.kind === 'set' ? group.bindings : group.items;
  const [first] = parts;
  const last = parts.at(-1);
  const open = afterOpening(tree, group);
  if (first === undefined || last === undefined)
    return intoEmpty(source, open, group.end - 1, text, emptyOnLines);
  const behind = anchor === 'first' ? open : anchor === 'last' ? last.end : anchor.end;
  const indent = indentAt(source, first.start);
  if (!startsLine(source, first.start)) return inserted(behind, ` ${text(indent)}`);
  return inserted(
    lineRest(source, behindComment(source, behind)),
    `${lineEnd(source)}${indent}${text(indent)}`,
  );
}

/** Blanks at the end of a line stay on it. */
const lineRest = (source: string, at: number): number =>
  at + (/^[ \t]+(?=\r?\n)/.exec(source.slice(at))?.[0].length ?? 0);

const inserted = (at: number, text: string): TextChange => ({ start: at, end: at, text });

function afterOpening({ tokens }: Tree, { start }: Range): number {
  let index = tokens.at(start);
  while (tokens.kind(index) !== TokenKind['{'] && tokens.kind(index) !== TokenKind['[']) index++;
  return tokens.end(index);
}

function intoEmpty(
  source: string,
  open: number,
  close: number,
  text: (indent: string) => string,
  onLines: boolean,
): TextChange {
  const inside = source.slice(open, close);
  const outer = indentAt(source, open - 1);
  const indent = outer + indentStep(source);
  const newLine = lineEnd(source);
  if (inside.trim() === '') {
    const line = `${newLine}${indent}${text(indent)}${newLine}${outer}`;
    return { start: open, end: close, text: onLines ? line : ` ${text(outer)} ` };
  }
  // Only comments are there: the new part goes behind them.
  const at = open + inside.trimEnd().length;
  if (!inside.includes('\n')) return inserted(at, ` ${text(outer)}`);
  return inserted(at, `${newLine}${indent}${text(indent)}`);
}
