import type { Style, TreeNode, View } from '@nixai/api';

const same = (text: string): string => text;
const style: Style = {
  bold: same,
  dim: same,
  heading: same,
  code: same,
  good: same,
  warn: same,
  bad: same,
  link: same,
};

/** A view without colour, 80 columns wide, that cuts and wraps nothing: for tests of renderers. */
export const plainView: View = {
  color: false,
  width: 80,
  style,
  markdown: (source) => source.trimEnd(),
  code: (source) => source.trimEnd().replace(/^(?=.)/gm, '  '),
  table: (columns, rows) => columnsOf([columns.map(({ title }) => title), ...rows]),
  pairs: (rows) => columnsOf(rows),
  tree,
  wrap: (text, indent = 0) => text.replace(/^(?=.)/gm, ' '.repeat(indent)),
};

function columnsOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

function tree({ label, children = [] }: TreeNode): string {
  const below = children.map((child) => tree(child).replace(/^/gm, '  '));
  return [label, ...below].join('\n');
}
