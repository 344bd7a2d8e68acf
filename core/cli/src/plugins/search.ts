import type { Host } from '@nixai/api';
import { npm } from './npm/npm.js';

export interface FoundPlugin {
  readonly name: string;
  /** The newest one, where the registry says it. */
  readonly version?: string;
  readonly description?: string;
  readonly publisher?: string;
}

interface Listed {
  readonly name: string;
  /** As npm's registry has it; others have only the tags. */
  readonly version?: string;
  readonly 'dist-tags'?: { readonly latest?: string };
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
  const ask = async (terms: readonly string[]) => {
    const printed = await npm(host, ['search', '--json', '--searchlimit=250', '--', ...terms], {
      signal,
    });
    return JSON.parse(printed || '[]') as readonly Listed[];
  };
  // Not every registry knows npm's `keywords:`.
  const exact = await ask(['keywords:nixai-plugin', ...words]);
  const listed = exact.length > 0 ? exact : await ask(words);
  return listed
    .filter(({ keywords = [] }) => keywords.includes('nixai-plugin'))
    .filter((one) => mentions(one, words))
    .slice(0, limit)
    .map(({ name, version, description, publisher, ...others }) => ({
      name,
      version: version ?? others['dist-tags']?.latest,
      description,
      publisher: publisher?.username,
    }));
}

/** True if it speaks of all the words: a registry also lists what is merely near. */
function mentions({ name, description = '', keywords = [] }: Listed, words: readonly string[]) {
  const text = `${name} ${description} ${keywords.join(' ')}`.toLowerCase();
  return words.every((word) => text.includes(word.toLowerCase()));
}
