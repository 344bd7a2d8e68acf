import { readFile } from 'node:fs/promises';
import { readLine, writeLine } from './line.js';
import type { DevenvOption, MadeFrom } from './options.js';

const heading = '# devenv options';

/** A list that a person gave, as it is kept. */
export interface TakenOptions {
  readonly madeFrom: MadeFrom;
  readonly options: readonly DevenvOption[];
}

/** What is kept: what it was made from, then an option a line. */
export const writeTaken = ({ madeFrom: { version, date }, options }: TakenOptions): string =>
  `${[[heading, version, date].join('\t'), ...options.map(writeLine)].join('\n')}\n`;

/** What was kept; undefined where nothing was, or what is there is something else. */
export async function takenOptions(path: string): Promise<TakenOptions | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const [first = '', ...lines] = text.trimEnd().split('\n');
  const [title, version, date] = first.split('\t');
  if (title !== heading || version === undefined || date === undefined) return undefined;
  return { madeFrom: { version, date }, options: lines.map(readLine) };
}
