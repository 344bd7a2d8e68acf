import type { Passage } from '@nixai/api';
import { isTopicPassage } from '@nixai/docs';
import type { NamedOption } from './result.js';

/** The options that passages speak of, each once, the first passage's first. */
export function namedOptions(passages: readonly Passage[]): NamedOption[] {
  const named = passages
    .filter(isTopicPassage)
    .flatMap(({ topic }): NamedOption[] => [
      ...topic.options.map((name) => ({ name, set: 'nixos' }) as const),
      ...topic.homeOptions.map((name) => ({ name, set: 'home-manager' }) as const),
    ]);
  return [...new Map(named.map((option) => [`${option.set} ${option.name}`, option])).values()];
}
