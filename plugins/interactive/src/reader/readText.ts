import type { Shell } from '../shell/shell.js';
import { readLine } from './lineReader.js';

/** The line that ends a text: logs have empty lines, but none of only a dot. */
const end = '.';

interface Options {
  /** Whether a first line is the name of a file, and all of it. */
  readonly fileEnds?: (line: string) => Promise<boolean>;
}

/** A text of several lines, typed or pasted; what is pasted as a whole needs no end. */
export async function readText(
  { context, clean }: Shell,
  { fileEnds }: Options = {},
): Promise<string> {
  const lines: string[] = [];
  const { color } = context.view;
  const options = { history: () => [], complete: async () => [], clean, color };
  for (;;) {
    const typed = await readLine(lines.length === 0 ? '' : '… ', options);
    if (typed.kind === 'interrupt') return '';
    if (typed.kind === 'end') return lines.join('\n');
    if (typed.kind === 'pasted') return [...lines, typed.text].join('\n');
    if (typed.text.trim() === end) return lines.join('\n');
    lines.push(typed.text);
    if (lines.length === 1 && (await fileEnds?.(typed.text.trim())) === true) return typed.text;
  }
}
