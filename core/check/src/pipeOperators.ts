import { basename } from 'node:path';
import { isBroken, type SourceFile } from '@nixai/machine';
import { eachDefinition, emptyScope, literalOf, seeThrough, type Definition } from '@nixai/nix';
import { optionPathText } from '@nixai/nix/quoting';
import type { Defined } from './contradictions.js';
import { pathOf } from './options/names.js';

const ofSystem = /^nix\.settings\.(?:extra-)?experimental-features$/;
const ofFlake = /^nixConfig\.(?:extra-)?experimental-features$/;

/** Whether the configuration, or its flake, turns on the feature that `|>` needs. */
export function pipesAreOn(all: Iterable<Defined>, files: readonly SourceFile[]): boolean {
  for (const { found } of all) if (found.some((one) => turnsOn(one, ofSystem))) return true;
  const flakes = files.filter((file) => basename(file.path) === 'flake.nix' && !isBroken(file));
  return flakes.some(({ root }) => {
    let isOn = false;
    eachDefinition(root, emptyScope, (definition) => {
      isOn ||= turnsOn(definition, ofFlake);
      return pathOf(definition)[0] === 'nixConfig' ? 'inside' : 'over';
    });
    return isOn;
  });
}

function turnsOn(definition: Definition, features: RegExp): boolean {
  if (!features.test(optionPathText(pathOf(definition)))) return false;
  return seeThrough(definition.value, definition.scope).some(({ value }) => {
    const literal = literalOf(value);
    const texts = literal?.type === 'list' ? literal.items.map(literalOf) : [literal];
    return texts.some((text) => text?.type === 'string' && text.value?.includes('pipe-operator'));
  });
}
