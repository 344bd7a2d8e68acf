import type { Completion } from '@nixai/api';

/** Lines of a list; more of it would push away what was read before. */
const most = 14;
const between = 2;

export function commonBeginning(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let length = first.length;
  for (const word of others) {
    let at = 0;
    while (at < length && word[at] === first[at]) at++;
    length = at;
  }
  return first.slice(0, length);
}

/** Words, and what each means, in two columns that fit the width. */
export function listed(found: readonly Completion[], width: number, color: boolean): string {
  const shown = found.slice(0, most);
  const widest = Math.min(
    Math.max(...shown.map(({ value }) => value.length)),
    Math.floor(width / 2),
  );
  const lines = shown.map(({ value, about = '' }) => {
    const word = cut(value, width - 1);
    const room = width - Math.max(word.length, widest) - between - 1;
    if (about === '' || room < 8) return word;
    const meaning = cut(about.replace(/\s+/g, ' '), room);
    return `${word.padEnd(widest + between)}${color ? `\u001b[2m${meaning}\u001b[22m` : meaning}`;
  });
  const left = found.length - shown.length;
  return [...lines, ...(left > 0 ? [`… and ${left} more`] : [])].join('\n');
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
