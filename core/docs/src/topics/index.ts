import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../packageRoot.js';
import type { OptionEntry, Rename, Topic } from './schema.js';

export { withAsked, withoutAsked } from './asked.js';
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
      return (topics ??= lazyLines<Topic>(textOf('handbook-topics.jsonl')));
    },
    get options() {
      return (options ??= read<Handbook['options']>('handbook-options.json'));
    },
    get renames() {
      return (renames ??= read<Handbook['renames']>('handbook-renames.json'));
    },
  };
}

/** A text of one document a line, each an object that is parsed when it is first looked at. */
export function lazyLines<T extends object>(text: string): readonly T[] {
  const lines: (string | T)[] = text.split('\n');
  const parsed = (at: number, line: string): T => (lines[at] = JSON.parse(line) as T);
  return new Proxy(lines as T[], {
    get(list, key) {
      const value: unknown = Reflect.get(list, key);
      return typeof value === 'string' ? parsed(Number(key), value) : value;
    },
  });
}

function read<T>(file: string): T {
  return JSON.parse(textOf(file)) as T;
}

function textOf(file: string): string {
  return readFileSync(join(packageRoot, 'dist', file), 'utf8');
}
