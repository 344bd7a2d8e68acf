import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../packageRoot.js';
import type { OptionEntry, Rename, Topic } from './schema.js';

export type { OptionEntry, Rename, Snippet, Topic } from './schema.js';

/** nixai's own knowledge: written by hand, embedded, there without a network. */
export interface Handbook {
  readonly topics: readonly Topic[];
  readonly options: readonly OptionEntry[];
  readonly renames: readonly Rename[];
}

let loaded: Handbook | undefined;

/**
 * The embedded handbook, read on first use; `npm run build` bakes it from `handbook/`. Its options
 * are a file of their own: where a complete option set is at hand, nobody asks for them.
 */
export function loadHandbook(): Handbook {
  return (loaded ??= lazyHandbook());
}

/** The names of all options that the topics speak of. */
export function loadTopicNames(): readonly string[] {
  return read('handbook-names.json');
}

function lazyHandbook(): Handbook {
  let options: Handbook['options'] | undefined;
  return {
    ...read<Omit<Handbook, 'options'>>('handbook.json'),
    get options() {
      return (options ??= read<Handbook['options']>('handbook-options.json'));
    },
  };
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(packageRoot, 'dist', file), 'utf8')) as T;
}
