import type { Host } from '@nixai/api';
import { npm } from './npm/npm.js';

export interface FoundPlugin {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly publisher?: string;
}

interface Listed {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly publisher?: { readonly username?: string };
}

/** Packages of the registry that say they are plugins of nixai, best first. */
export async function searchPlugins(
  host: Host,
  words: readonly string[],
  limit: number,
  signal?: AbortSignal,
): Promise<readonly FoundPlugin[]> {
  const argv = ['search', '--json', '--searchlimit=250', 'keywords:nixai-plugin', ...words];
  const listed = JSON.parse((await npm(host, argv, { signal })) || '[]') as readonly Listed[];
  return listed
    .filter(({ keywords = [] }) => keywords.includes('nixai-plugin'))
    .filter((one) => mentions(one, words))
    .slice(0, limit)
    .map(({ name, version, description, publisher }) => ({
      name,
      version,
      description,
      publisher: publisher?.username,
    }));
}

/** Not every registry knows npm's `keywords:`; what does not speak of it is left out here. */
function mentions({ name, description = '', keywords = [] }: Listed, words: readonly string[]) {
  const text = `${name} ${description} ${keywords.join(' ')}`.toLowerCase();
  return words.every((word) => text.includes(word.toLowerCase()));
}
