import type { View } from '@nixai/api';
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
/** Where less is left, the terminal's own breaks are no worse. */
const leastRoom = 16;

/** Breaks a value between words, its further lines below its first. */
function hanging(indent: number, width: number): (value: string) => string {
  const room = width - indent;
  if (room < leastRoom) return (value) => value;
  return (value) => wrapText(value, room).replaceAll('\n', `\n${' '.repeat(indent)}`);
}

/** A view for these options. What only a rich one needs is loaded only for it. */
export async function createView({ color, width, rich }: ViewOptions): Promise<View> {
  const style = createStyle(color);
  const markdown = rich ? (await import('./markdown.js')).createMarkdown(style, width) : undefined;
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
    pairs(rows) {
      const widest = Math.max(0, ...rows.map(([key]) => displayWidth(key)));
      const wrapped = rich ? hanging(widest + gap, width) : (value: string) => value;
      return rows
        .map(([key, value]) => `${style.dim(pad(key, widest))}${' '.repeat(gap)}${wrapped(value)}`)
        .join('\n');
    },
    tree: renderTree,
    wrap: (text, indent) => wrapText(text, width, indent),
  };
}
