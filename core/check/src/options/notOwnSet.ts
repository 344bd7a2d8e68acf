import { literalOf, seeThrough, type Definition } from '@nixai/nix';
import { optionPathText } from '@nixai/nix/quoting';
import type { Doubt, Surroundings } from './doubt.js';

/**
 * `development.cli = true;` where the configuration itself declares `development.cli.enable`, and no option
 * at that name or above.
 */
export function notOwnSet(
  definition: Definition,
  path: readonly string[],
  { own, isOfSet }: Surroundings,
): Doubt[] {
  const isBranch = path.every((_, at) => own.hasBelow(path.slice(0, at + 1)));
  if (!isBranch || !isOfSet || own.computed || definition.conditional) return [];
  const [seen, another] = seeThrough(definition.value, definition.scope);
  const literal = seen && another === undefined ? literalOf(seen.value) : undefined;
  if (literal === undefined || literal.type === 'set') return [];
  const enable = [...path, 'enable'];
  const isSwitch = literal.type === 'boolean' && own.typeOf(enable) === 'boolean';
  return [
    {
      rule: 'wrong-type',
      severity: 'error',
      message: `\`${optionPathText(path)}\` is a set of options that this configuration declares`,
      hint: isSwitch ? `did you mean \`${optionPathText(enable)}\`?` : undefined,
      at: definition.by,
    },
  ];
}
