const begin = '# >>> nixai shell >>>';
/** The line before it had no end: taking the block out gives that back. */
const beginAfterOpenLine = '# >>> nixai shell (the line above had no end) >>>';
/** There was no file. */
const beginOfNewFile = '# >>> nixai shell (this file was made for it) >>>';
const end = '# <<< nixai shell <<<';

const block = new RegExp(
  `^(${[begin, beginAfterOpenLine, beginOfNewFile].map((line) => line.replace(/[()]/g, '\\$&')).join('|')})\\n[\\s\\S]*?^${end}\\n?`,
  'm',
);

/** Whether a file has our lines. */
export const hasBlock = (text: string): boolean => block.test(text);

/**
 * A file of a shell with our lines in it: where they were, else at its end.
 * @param text what the file says; undefined where there is none.
 */
export function withBlock(text: string | undefined, lines: string): string {
  const made = (head: string): string => `${head}\n${lines}\n${end}\n`;
  if (text === undefined) return made(beginOfNewFile);
  const found = block.exec(text);
  if (found !== null) return text.replace(found[0], () => made(found[1] ?? begin));
  return text === '' || text.endsWith('\n')
    ? `${text}${made(begin)}`
    : `${text}\n${made(beginAfterOpenLine)}`;
}

/**
 * A file of a shell as it was without our lines, byte for byte; undefined where it shall be gone again.
 */
export function withoutBlock(text: string): string | undefined {
  const found = block.exec(text);
  if (found === null) return text;
  const [whole, head] = found;
  const after = text.slice(found.index + whole.length);
  let before = text.slice(0, found.index);
  // What a person wrote below needs the end of line that we gave.
  if (head === beginAfterOpenLine && after === '') before = before.slice(0, -1);
  const rest = before + after;
  return head === beginOfNewFile && rest === '' ? undefined : rest;
}
