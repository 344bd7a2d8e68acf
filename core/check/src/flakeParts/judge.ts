import { lookInside, type OptionEntry } from '@nixai/api';
import { literally } from '@nixai/language';
import type { LoadedModule, SourceFile } from '@nixai/machine';
import { catalogOfEntries } from '@nixai/docs';
import { eachDefinition, readModule, seeThrough, type Definition, type Seen } from '@nixai/nix';
import type { OwnOptions } from '../options/declared.js';
import type { Doubt } from '../options/doubt.js';
import { judge } from '../options/judge.js';
import { pathOf } from '../options/names.js';
import { flakePartsOptions, perSystemOptions } from './options.js';

/** Whether a file that nothing leads to is a module of flake-parts, by what it defines. */
export function seemsOfFlakeParts({ parts }: LoadedModule): boolean {
  const names = new Set(
    definitionsIn(parts.config, flakePartsOptions).map(({ path }) => path[0]?.name ?? ''),
  );
  if (names.has('perSystem')) return true;
  return names.size > 0 && [...names].every((name) => isOfTop(name));
}

const isOfTop = (name: string): boolean => flakePartsOptions.some((option) => option.name === name);

/**
 * What is wrong in a module of flake-parts: a slip in the name of one of its own options, or a value that
 * one cannot have. Names that are like none are other modules'.
 */
export function flakePartsFaults(
  module: LoadedModule,
  own: OwnOptions,
  files: readonly SourceFile[],
): Doubt[] {
  const top = definitionsIn(module.parts.config, flakePartsOptions);
  const inner = top
    .filter(({ path }) => path.length === 1 && path[0]?.name === 'perSystem')
    .flatMap(({ value, scope }) => seeThrough(value, scope))
    .flatMap((seen) => readModule(module.file.source, seen.value, seen.scope).config);
  const inSystem = definitionsIn(inner, perSystemOptions);
  return [
    ...faultsOf(top, flakePartsOptions, own),
    ...faultsOf(inSystem, perSystemOptions, own).filter(
      ({ at }) => !isDeclaredPerSystem(nameAt(at, inSystem), files),
    ),
  ];
}

const nameAt = ({ start }: Doubt['at'], found: readonly Definition[]): string | undefined =>
  found.find(({ by }) => by.start <= start && start < by.end)?.path[0]?.name;

/**
 * Whether a file declares an option of `perSystem`: `mkTransposedPerSystemModule { name = "builders"; … }`,
 * or `options.builders` in what it hands to `mkPerSystemOption`.
 */
function isDeclaredPerSystem(name: string | undefined, files: readonly SourceFile[]): boolean {
  if (name === undefined) return false;
  // A name in quotes may hold what an expression reads as its own.
  const written = literally(name);
  return files.some(({ source }) =>
    source.includes('mkTransposedPerSystemModule')
      ? new RegExp(`\\bname\\s*=\\s*"${written}"`).test(source)
      : source.includes('mkPerSystemOption') && new RegExp(`\\b${written}\\b`).test(source),
  );
}

function faultsOf(
  found: readonly Definition[],
  options: readonly OptionEntry[],
  own: OwnOptions,
): Doubt[] {
  const around = {
    renameOf: () => undefined,
    catalog: catalogOfEntries(options),
    others: [],
    own,
    isOfSet: true,
    isOfRelease: true,
    isOpen: true,
    mayExtend: true,
  };
  return found
    .filter((definition) => !isOfDevshell(definition))
    .flatMap((definition) => judge(definition, around))
    .filter(({ severity }) => severity === 'error');
}

/**
 * `devshells.default = { … };` and what lies below it are numtide's devshell; a slip of `devShells` has a
 * package there.
 */
const isOfDevshell = ({ path, value }: Definition): boolean =>
  path[0]?.name === 'devshells' && (path.length > 2 || value.kind === 'set');

function definitionsIn(config: readonly Seen[], options: readonly OptionEntry[]): Definition[] {
  const catalog = catalogOfEntries(options);
  const found: Definition[] = [];
  for (const seen of config)
    eachDefinition(seen.value, seen.scope, (definition) => {
      found.push(definition);
      return lookInside(catalog, pathOf(definition));
    });
  return found;
}
