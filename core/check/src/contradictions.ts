import { dirname, relative } from 'node:path';
import type { OptionCatalog } from '@nixai/api';
import { Lines, literalOf, seeThrough, type Definition } from '@nixai/nix';
import type { LoadedModule, SourceFile } from '@nixai/machine';
import { optionPathText } from '@nixai/nix/quoting';
import type { Breath } from './breath.js';
import type { Doubt } from './options/doubt.js';
import { pathOf } from './options/names.js';

/** A module's definitions, as they were found. */
export interface Defined {
  readonly module: LoadedModule;
  readonly found: readonly Definition[];
}

export interface PlacedDoubt extends Omit<Doubt, 'rule'> {
  readonly rule: 'contradicting-definition';
  readonly file: SourceFile;
}

interface Given {
  readonly file: SourceFile;
  readonly definition: Definition;
  readonly priority: number;
  readonly value: string;
}

/** Types whose definitions have to be equal (`mergeEqualOption` in nixpkgs' lib/options.nix). */
const equalTypes =
  /^(?:null or )?(?:boolean|string|string matching the pattern .*|(?:absolute )?path|one of .*|(?:signed |unsigned |positive )?integer.*|\d+ bit .*)$/;

/**
 * Options that modules of one machine give different values, none stronger than the other: Nix
 * refuses to build it. Only what is written out, and what no condition can take away.
 */
export async function contradictions(
  all: readonly Defined[],
  catalog: OptionCatalog,
  breath: Breath,
): Promise<PlacedDoubt[]> {
  const byName = new Map<string, Given[]>();
  for (const { module, found } of all)
    for (const definition of found) {
      await breath.take();
      const given = givenBy(definition, module.file, catalog);
      if (given === undefined) continue;
      const name = optionPathText(pathOf(definition));
      const same = byName.get(name);
      if (same === undefined) byName.set(name, [given]);
      else same.push(given);
    }
  return [...byName].flatMap(([name, given]) => contradiction(name, given));
}

function givenBy(
  definition: Definition,
  file: SourceFile,
  catalog: OptionCatalog,
): Given | undefined {
  // A computed name, or an element of a list: two of them are two things.
  if (definition.path.some(({ name, attribute }) => name === undefined || attribute === undefined))
    return undefined;
  const match = catalog.match(pathOf(definition));
  if (match.outcome !== 'option' || !equalTypes.test(match.type)) return undefined;
  const [seen, more] = seeThrough(definition.value, definition.scope);
  if (seen === undefined || more !== undefined || seen.conditional || definition.conditional)
    return undefined;
  const literal = literalOf(seen.value);
  if (literal === undefined || !('value' in literal) || literal.value === undefined)
    return undefined;
  const priority = seen.priority === 100 ? definition.priority : seen.priority;
  const { value } = literal;
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return { file, definition, priority, value: text };
}

function contradiction(name: string, given: readonly Given[]): PlacedDoubt[] {
  const strongest = Math.min(...given.map(({ priority }) => priority));
  const [first, ...others] = given.filter(({ priority }) => priority === strongest);
  // In one file `//` may put one in the place of the other.
  const other = others.find(({ file, value }) => file !== first?.file && value !== first?.value);
  if (first === undefined || other === undefined) return [];
  const place = relative(dirname(other.file.path), first.file.path);
  const { line } = new Lines(first.file.source).positionOf(first.definition.by.start);
  return [
    {
      rule: 'contradicting-definition',
      severity: 'error',
      message: `\`${name}\` is ${other.value} here, and ${first.value} in ${place}, line ${line}`,
      hint: 'delete one of them, or write `lib.mkForce` before the value that holds',
      file: other.file,
      at: other.definition.by,
    },
  ];
}
