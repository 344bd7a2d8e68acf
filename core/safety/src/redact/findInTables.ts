import { isNoWord, isPlainValue } from './plainValue.js';
import { secretName } from './secretName.js';
import type { Finder, Span } from './span.js';

/** Two or more cells between bars. */
const row = /^[ \t]{0,20}\|[^\n]{1,2000}\|[ \t]{0,20}$/gm;
const cell = /\|[ \t*_`]{0,20}(?<text>[^|\n]{0,400}?)[ \t*_`]{0,20}(?=\|)/dg;
/** A line of names with commas, semicolons or tabs between them. */
const head =
  /^(?=[^\n]{0,300}(?:pass|secret|token|key|pwd))[\w .-]{1,60}(?:[,;\t][\w .-]{1,60}){1,30}$/gim;

/** Secrets in a table: beside their name, or in a column that is named so. */
export const findInTables: Finder = function* (text) {
  yield* inRows(text);
  yield* inColumns(text);
};

interface Cell {
  readonly text: string;
  readonly start: number;
}

function* inRows(text: string): Generator<Span> {
  let columns: ReadonlySet<number> = new Set();
  let expected = -1;
  for (const { index, 0: line } of text.matchAll(row)) {
    const cells = [...line.matchAll(cell)].map(({ groups, indices }): Cell => {
      const [start = 0] = indices?.groups?.['text'] ?? [];
      return { text: groups?.['text'] ?? '', start: index + start };
    });
    const isNext = index === expected;
    expected = index + line.length + 1;
    const named = cells.flatMap(({ text }, at) => (isName(text) ? [at] : []));
    if (!isNext) columns = new Set(named);
    for (const [at, one] of cells.entries())
      if (columns.has(at) || named.includes(at - 1)) yield* secretIn(one);
  }
}

function* inColumns(text: string): Generator<Span> {
  for (const { index, 0: line } of text.matchAll(head)) {
    const sign = /[,;\t]/.exec(line)?.[0] ?? ',';
    const names = line.split(sign);
    const columns = names.flatMap((name, at) => (isName(name.trim()) ? [at] : []));
    if (columns.length === 0) continue;
    let start = index + line.length + 1;
    for (let count = 0; count < 1000 && start < text.length; count++) {
      const end = text.indexOf('\n', start);
      const values = text
        .slice(start, end < 0 ? undefined : Math.min(end, start + 4000))
        .split(sign);
      if (values.length !== names.length) break;
      let at = start;
      for (const [column, value] of values.entries()) {
        if (columns.includes(column)) yield* secretIn({ text: value.trim(), start: at });
        at += value.length + 1;
      }
      if (end < 0) break;
      start = end + 1;
    }
  }
}

const isName = (text: string): boolean => {
  const name = text.replace(/^["']|["']$/g, '');
  return /^[\w .-]{2,60}$/.test(name) && secretName(name.replaceAll(' ', '_')) !== undefined;
};

function* secretIn({ text, start }: Cell): Generator<Span> {
  if (isNoWord(text) && !/\s/.test(text) && !isPlainValue(text))
    yield { start, end: start + text.length, kind: 'password' };
}
