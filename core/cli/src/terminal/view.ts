import type { View } from '@nixai/api';
import { createMarkdown } from './markdown.js';
import { createStyle } from './style.js';
import { renderTable } from './table.js';
import { renderTree } from './tree.js';
import { displayWidth, pad, wrapText } from './width.js';

export interface ViewOptions {
  readonly color: boolean;
  readonly width: number;
  /** At a terminal Markdown is drawn; in a pipe it stays as written, for whatever reads it. */
  readonly rich: boolean;
}

/** Between a key and its value. */
const gap = 2;
/** Where less is left beside the keys, a value stands below its key. */
const leastRoom = 16;

/**
 * Keys, and beside them their values; with a width, a value that is wider is broken between words. In a
 * pipe there is none: each pair is a line there.
 */
function drawPairs(
  rows: readonly (readonly [string, string])[],
  width: number | undefined,
  dim: (text: string) => string,
): string {
  const indent = Math.max(0, ...rows.map(([key]) => displayWidth(key))) + gap;
  if (width === undefined)
    return rows.map(([key, value]) => `${dim(pad(key, indent - gap))}  ${value}`).join('\n');
  const room = width - indent;
  if (room < leastRoom)
    return rows.map(([key, value]) => `${dim(key)}\n${wrapText(value, width, gap)}`).join('\n');
  return rows
    .map(([key, value]) => {
      const below = `\n${' '.repeat(indent)}`;
      return `${dim(pad(key, indent - gap))}  ${wrapText(value, room).replaceAll('\n', below)}`;
    })
    .join('\n');
}

/** A view for these options. What colours code is loaded only for one with colours. */
export async function createView({ color, width, rich }: ViewOptions): Promise<View> {
  const style = createStyle(color);
  const markdown = rich ? createMarkdown(style, width) : undefined;
  const highlight = color ? (await import('./highlight.js')).createHighlight(style) : undefined;
  return {
    color,
    width,
    style,
    markdown: (source) => markdown?.(source, highlight) ?? source.trimEnd(),
    code(source, language) {
      const text = highlight?.(source, language) ?? source;
      return text.replace(/^(?=.)/gm, '  ').trimEnd();
    },
    table: (columns, rows) => renderTable(columns, rows, width, style.dim),
    pairs: (rows) => drawPairs(rows, rich ? width : undefined, style.dim),
    tree: (root) => renderTree(root, rich ? width : undefined),
    wrap: (text, indent) => wrapText(text, width, indent),
  };
}
