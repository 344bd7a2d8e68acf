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

/** The embedded handbook, read on first use; `npm run build` bakes it from `handbook/`. */
export function loadHandbook(): Handbook {
  const baked = join(packageRoot, 'dist/handbook.json');
  return (loaded ??= JSON.parse(readFileSync(baked, 'utf8')) as Handbook);
}
