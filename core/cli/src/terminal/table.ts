import type { Column } from '@nixai/api';
import { displayWidth, pad, wrapLines, wrapText } from './width.js';

const gap = '  ';
const narrowest = 12;
/** A word is kept whole, and the table folded for it; a longer one is a path, and may be broken. */
const longestWord = 24;

/**
 * Rows under a heading; the flexible column wraps so that the table fits the width. Where that is not
 * enough, each row is folded: its first cell, and below it the others with their titles.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  heading: (text: string) => string,
): string {
  const widths = fit(columns, rows, width);
  const titles = columns.map(({ title }) => title);
  if (totalOf(widths) > width) return folded(titles, rows, width, heading);
  const lines = [heading(line(columns, widths, titles)), ...rows.flatMap((row) => cells(row))];
  return lines.join('\n');

  /** One row, over as many lines as its tallest cell. */
  function cells(row: readonly string[]): string[] {
    const wrapped = columns.map((_, i) => wrapLines(row[i] ?? '', widths[i] ?? 1));
    const height = Math.max(...wrapped.map((cell) => cell.length));
    return Array.from({ length: height }, (_, n) =>
      line(
        columns,
        widths,
        wrapped.map((cell) => cell[n] ?? ''),
      ),
    );
  }
}

const totalOf = (widths: readonly number[]): number =>
  widths.reduce((sum, one) => sum + one, gap.length * (widths.length - 1));

function folded(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  heading: (text: string) => string,
): string {
  const fold = ([first = '', ...others]: readonly string[]) => {
    const lines = others.flatMap((cell, i) => {
      if (cell === '') return [];
      const title = titles[i + 1] ?? '';
      const text = title === '' ? cell : `${title}: ${cell}`;
      return [wrapText(text, Math.max(narrowest, width), gap.length)];
    });
    return [heading(first), ...lines].join('\n');
  };
  return rows.map(fold).join('\n');
}

function line(columns: readonly Column[], widths: readonly number[], cells: readonly string[]) {
  return columns
    .map(({ align }, i) => pad(cells[i] ?? '', widths[i] ?? 0, align))
    .join(gap)
    .trimEnd();
}

function naturalWidths(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  return columns.map(({ title }, i) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[i] ?? ''))),
  );
}

/** Takes what is too much from the flexible column, or from the widest where none is. */
function fit(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const widths = naturalWidths(columns, rows);
  const total = totalOf(widths);
  const marked = columns.findIndex(({ flexible }) => flexible === true);
  const giving = marked >= 0 ? marked : widths.indexOf(Math.max(...widths));
  const words = rows.flatMap((row) => (row[giving] ?? '').split(/\s+/)).map(displayWidth);
  const least = Math.max(narrowest, ...words.filter((word) => word <= longestWord));
  widths[giving] = Math.max(least, (widths[giving] ?? 0) - Math.max(0, total - width));
  return widths;
}
