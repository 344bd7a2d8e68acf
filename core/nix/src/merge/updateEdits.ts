import { startWithComments } from '../edits/comments.js';
import { namesBound } from '../edits/boundNames.js';
import { insertion } from '../edits/insertion.js';
import { behindComment, indentAt, lineEnd, reindented, startsLine } from '../edits/layout.js';
import { cut } from '../edits/removeAttribute.js';
import type { Tree } from '../parser/parse.js';
import { freeVariables } from '../semantics/freeVariables.js';
import { lookUp } from '../semantics/scope.js';
import type { Binding, Expression, List } from '../syntax/nodes.js';
import { startsArgument } from '../parser/argumentStart.js';
import { lex } from '../syntax/lexer.js';
import { isInside, withNames } from './coordinates.js';
import { qualified } from './qualified.js';
import { openedAround, meaningful } from './sameValue.js';
import type { Found } from './updateModules.js';

/** Replaces a range of a file. */
export interface FileEdit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Puts a part of a later definition into the place of the person's, with the rest as they have it;
 * undefined where that cannot be done in text.
 * @param part `value`: what is around it stays; `wrapper`: the value stays.
 * @param belongs whether a path is the module's.
 */
export function editOf(
  m: Found,
  t: Found,
  part: 'value' | 'wrapper' | 'all',
  there: ReadonlyMap<string, readonly Found[]>,
  belongs: (path: string) => boolean,
): FileEdit[] | undefined {
  if (m.leaf.by.kind !== 'binding') return undefined;
  const { written, value } = m.leaf;
  if (part === 'value') {
    const names = throughNames(m, t, there, belongs);
    if (names !== undefined) return names === 'shared' ? undefined : names;
    const range = isInside(written, value) ? value : written;
    return [replacing(m, range, textOf(t, t.leaf.value))];
  }
  if (part === 'all') return [replacing(m, written, textOf(t, t.leaf.written))];
  if (!isInside(t.leaf.written, t.leaf.value)) return undefined;
  const { source } = t.tree;
  const inner = isInside(written, value) ? value : written;
  const text =
    source.slice(t.leaf.written.start, t.leaf.value.start) +
    m.tree.source.slice(inner.start, inner.end) +
    source.slice(t.leaf.value.end, t.leaf.written.end);
  return [replacing(m, written, text)];
}

/** A value as it reads in another file: names that only its own file binds are written out. */
export function textOf(
  { tree: { source }, leaf: { scope } }: Pick<Found, 'tree' | 'leaf'>,
  part: Expression,
): string {
  const resolved = withNames(part, scope, source, inParentheses);
  return resolved ?? source.slice(part.start, part.end);
}

const inParentheses = (text: string): string =>
  startsArgument(lex(text).kind(0)) && /^(?:"[^"]*"|[\w.-]+|\[[^[\]]*\])$/.test(text)
    ? text
    : `(${text})`;

function replacing({ file, tree: { source } }: Found, range: Expression, text: string): FileEdit {
  const indent = indentAt(source, range.start);
  const own = /\n([ \t]*)\S[^\n]*$/.exec(text)?.[1] ?? '';
  return { file, start: range.start, end: range.end, text: reindented(text, own, indent) };
}

/**
 * Where both say the same of names that their files bind, and only what is bound differs: the edits
 * of those. `shared` where something of the person's uses such a name, too.
 */
function throughNames(
  m: Found,
  t: Found,
  there: ReadonlyMap<string, readonly Found[]>,
  belongs: (path: string) => boolean,
): FileEdit[] | 'shared' | undefined {
  const mine = boundIn(m);
  const theirs = boundIn(t);
  if (mine.length === 0 || mine.length !== theirs.length) return undefined;
  const shape = (found: Found, names: readonly Bound[]) => {
    const { written } = found.leaf;
    let text = found.tree.source.slice(written.start, written.end);
    for (const { at } of [...names].reverse())
      text = `${text.slice(0, at.start - written.start)}@${text.slice(at.end - written.start)}`;
    return meaningful(text);
  };
  if (shape(m, mine) !== shape(t, theirs)) return undefined;
  const edits: FileEdit[] = [];
  for (const [index, { value }] of mine.entries()) {
    const later = theirs[index]!;
    const text = withNames(later.value, later.scope, t.tree.source, inParentheses);
    const plain = text ?? t.tree.source.slice(later.value.start, later.value.end);
    const old = m.tree.source.slice(value.start, value.end);
    if (meaningful(plain) === meaningful(old)) continue;
    const isShared = [...there].some(
      ([path, all]) =>
        !belongs(path) &&
        all.some(
          (one) => one.file === m.file && boundIn(one).some((other) => other.value === value),
        ),
    );
    if (isShared) return 'shared';
    edits.push(replacing(m, value, plain));
  }
  return edits;
}

interface Bound {
  readonly at: Expression;
  readonly value: Expression;
  readonly scope: Found['leaf']['scope'];
}

/** The names of a definition that its own file binds, in the order of the text. */
function boundIn({ leaf: { written, scope } }: Found): Bound[] {
  return freeVariables(written).flatMap(({ name, at }) => {
    const meaning = lookUp(name, scope);
    if (meaning === undefined || meaning === 'unknown' || at.kind !== 'identifier') return [];
    return [{ at, value: meaning.value, scope: meaning.scope }];
  });
}

/** Takes a definition out, with the comments that came with it; those that are the person's stay. */
export function removalOf(m: Found, b: Found, base: Tree): FileEdit | undefined {
  const { by } = m.leaf;
  if (by.kind !== 'binding' || by.value !== m.leaf.written) return undefined;
  const { tokens, source } = m.tree;
  const from = startWithComments(tokens, by.start);
  const above = b.leaf.by.kind === 'binding' ? commentsAbove(base, b.leaf.by) : '';
  const isTheirs = words(source.slice(from, by.start)) === words(above);
  const start = isTheirs ? from : by.start;
  const behind = behindComment(source, by.end);
  const told = words(source.slice(by.end, behind));
  const old = b.leaf.by.kind === 'binding' ? words(commentBehind(base, b.leaf.by)) : '';
  const place = { file: m.file, text: '' };
  if (told !== '' && told !== old) {
    const comment = by.end + (/^[ \t]*/.exec(source.slice(by.end))?.[0].length ?? 0);
    return { ...place, start, end: comment };
  }
  const { start: cutFrom, end } = cut(tokens, { ...by, start });
  return { ...place, start: cutFrom, end };
}

const commentsAbove = ({ source, tokens }: Tree, { start }: Binding): string =>
  source.slice(startWithComments(tokens, start), start);

const commentBehind = ({ source }: Tree, { end }: Binding): string =>
  source.slice(end, behindComment(source, end));

const words = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Takes an item out of a list, with the blanks before it. */
export function withoutItem({ file, tree }: Found, list: List, index: number): FileEdit {
  const { source } = tree;
  const item = list.items[index]!;
  const previous = list.items[index - 1]?.end ?? source.indexOf('[', list.start) + 1;
  const gap = source.slice(previous, item.start);
  const kept = gap.trim() === '' ? previous : item.start - (/[ \t]*$/.exec(gap)?.[0].length ?? 0);
  // What is said behind an item on its line is said of it, and stays only where the line goes on.
  return { file, start: kept, end: item.end, text: '' };
}

/** Puts items of a later list at the end of the person's, written so that they mean the same there. */
export function itemTextsFor(
  m: Found,
  list: List,
  t: Found,
  added: readonly number[],
  gone: readonly number[],
): FileEdit[] {
  if (added.length === 0 || t.leaf.value.kind !== 'list') return [];
  const from = openedAround(t.leaf.written, t.leaf.value, t.tree.source);
  const to = openedAround(m.leaf.written, m.leaf.value, m.tree.source);
  const bound = namesBound(m.tree.root);
  const items = t.leaf.value.items;
  const texts = added.map((index) => {
    const item = items[index]!;
    const resolved = withNames(item, t.leaf.scope, t.tree.source, inParentheses);
    return resolved ?? qualified(item, t.tree.source, from, to, bound);
  });
  const { source } = m.tree;
  const last = list.items.findLastIndex((_, index) => !gone.includes(index));
  const anchor = last < 0 ? 'last' : list.items[last]!;
  const change = insertion(m.tree, list, anchor, (indent) => {
    const [first] = list.items;
    const onLines = first !== undefined && startsLine(source, first.start);
    return texts.join(onLines ? `${lineEnd(source)}${indent}` : ' ');
  });
  return [{ file: m.file, ...change }];
}
