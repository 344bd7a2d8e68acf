import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/** Columns that a text takes at a terminal; colour codes take none, CJK and emoji take two. */
export function displayWidth(text: string): number {
  return isPlain.test(text) ? text.length : stringWidth(text);
}

/** Each character of it takes one column. */
const isPlain = /^[ -~]*$/;

/** Pads with blanks to a display width; a longer text is left as it is. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** The text, cut to so many columns; what was cut is marked. */
export function clip(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += displayWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Breaks the text of a cell into lines of at most `width` columns; a longer word is broken. */
export function wrapLines(text: string, width: number): string[] {
  return wrap(text, width, true);
}

function wrap(text: string, width: number, hard: boolean): string[] {
  return wrapAnsi(text, Math.max(1, width), { hard, trim: true }).split('\n');
}

/**
 * Prose broken at the width, each line indented. Blank lines stay. A longer word stays whole: it is
 * a link or a path, which people copy.
 */
export function wrapText(text: string, width: number, indent = 0): string {
  const margin = ' '.repeat(indent);
  return text
    .split('\n')
    .flatMap((line) => wrap(line, width - indent, false))
    .map((line) => (line === '' ? '' : margin + line))
    .join('\n');
}
