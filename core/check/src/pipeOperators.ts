import { literalOf, seeThrough } from '@nixai/nix';
import { optionPathText } from '@nixai/nix/quoting';
import type { Defined } from './contradictions.js';
import { pathOf } from './options/names.js';

const features = /^nix\.settings\.(?:extra-)?experimental-features$/;

/** Whether the configuration itself turns on the feature that `|>` needs. */
export function pipesAreOn(all: Iterable<Defined>): boolean {
  for (const { found } of all)
    for (const definition of found)
      if (features.test(optionPathText(pathOf(definition))))
        for (const { value } of seeThrough(definition.value, definition.scope)) {
          const literal = literalOf(value);
          const texts = literal?.type === 'list' ? literal.items.map(literalOf) : [literal];
          if (
            texts.some((text) => text?.type === 'string' && text.value?.includes('pipe-operator'))
          )
            return true;
        }
  return false;
}
