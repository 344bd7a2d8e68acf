import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Commands, Completion } from '@nixai/api';
import { endOf } from '../line/end.js';
import { ownWords } from '../words/words.js';

/** What may stand at a place of a line: commands and what they take, the shell's own words, files. */
export async function completing(
  commands: Commands,
  line: string,
  cursor: number,
): Promise<readonly Completion[]> {
  const { step, word } = endOf(line.slice(0, cursor));
  const help = /^help\s+(.*)$/s.exec(step);
  if (help !== null) return commands.complete(help[1] ?? '');
  const provider = /^set\s+ai\s+(\S*)$/.exec(step);
  if (provider !== null) return commands.complete(`ask --provider ${provider[1]}`);
  const own = ownWords
    .filter(({ name }) => name.startsWith(step))
    .map(({ name, about }) => ({
      // `set ai` is completed word by word.
      value: word + name.slice(step.length).replace(/(?<=^\S*) .*/, ''),
      about,
    }));
  const found = await commands.complete(step);
  const all = [...found, ...own].sort((one, other) => (one.value < other.value ? -1 : 1));
  return all.length > 0 || word === step ? all : files(word);
}

/** Files and folders whose name begins so; none that would be keys when it is typed. */
async function files(word: string): Promise<readonly Completion[]> {
  if (word.startsWith('-')) return [];
  const folder = word.slice(0, word.lastIndexOf('/') + 1);
  const place = folder.startsWith('~/') ? join(homedir(), folder.slice(2)) : folder || '.';
  const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
  const beginning = word.slice(folder.length);
  return entries
    .filter(({ name }) => name.startsWith(beginning) && (beginning !== '' || !name.startsWith('.')))
    .filter(({ name }) => !/\p{Cc}/u.test(name))
    .map((entry) => ({ value: `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}` }))
    .sort((one, other) => (one.value < other.value ? -1 : 1));
}
