import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../packageRoot.js';
import type { OptionEntry, Rename, Topic } from './schema.js';

export { withAsked, withoutAsked } from './asked.js';
export { deedIn, failingPhrases, type Deed } from './deeds.js';
export { fillTopic, releaseInQuestion } from './fillRelease.js';
export type { OptionEntry, Rename, Snippet, Topic } from './schema.js';

/** nixai's own knowledge: written by hand, embedded, there without a network. */
export interface Handbook {
  readonly topics: readonly Topic[];
  readonly options: readonly OptionEntry[];
  readonly renames: readonly Rename[];
}

let loaded: Handbook | undefined;

/**
 * The embedded handbook, read on first use; `npm run build` bakes it from `handbook/`. Topics, options
 * and renames are files of their own, and a topic is parsed when it is looked at: most commands need
 * a few topics, and, where a complete option set is at hand, no options.
 */
export function loadHandbook(): Handbook {
  return (loaded ??= lazyHandbook());
}

/** The names of all options that the topics speak of. */
export function loadTopicNames(): readonly string[] {
  return read('handbook-names.json');
}

function lazyHandbook(): Handbook {
  let topics: Handbook['topics'] | undefined;
  let options: Handbook['options'] | undefined;
  let renames: Handbook['renames'] | undefined;
  return {
    get topics() {
      return (topics ??= lazyLines<Topic>(bytesOf('handbook-topics.jsonl')));
    },
    get options() {
      return (options ??= read<Handbook['options']>('handbook-options.json'));
    },
    get renames() {
      return (renames ??= read<Handbook['renames']>('handbook-renames.json'));
    },
  };
}

/** One document a line, each an object that is read and parsed when it is first looked at. */
export function lazyLines<T extends object>(bytes: Buffer): readonly T[] {
  /** Where each line that nobody has looked at begins. */
  const lines: (number | T)[] = [0];
  for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', end + 1))
    lines.push(end + 1);
  function parsed(at: number, start: number): T {
    const end = bytes.indexOf('\n', start);
    const line = bytes.toString('utf8', start, end < 0 ? bytes.length : end);
    return (lines[at] = JSON.parse(line) as T);
  }
  return new Proxy(lines as T[], {
    get(list, key) {
      const value: unknown = Reflect.get(list, key);
      return typeof value === 'number' && key !== 'length' ? parsed(Number(key), value) : value;
    },
  });
}

function read<T>(file: string): T {
  return JSON.parse(bytesOf(file).toString()) as T;
}

function bytesOf(file: string): Buffer {
  return readFileSync(join(packageRoot, 'dist', file));
}
