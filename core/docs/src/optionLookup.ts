import type { OptionCatalog, OptionDoc, OptionLookup, OptionSet } from '@nixai/api';
import { loadHandbook, type Handbook, type Rename } from './topics/index.js';
import { editDistance } from '@nixai/language';
import { samePath, withPlaceholders } from './optionPath.js';

const allSets: readonly OptionSet[] = ['nixos', 'home-manager', 'nix-darwin'];
const nearestLimit = 5;

/** Where option names are looked up. */
export interface OptionKnowledge {
  readonly catalog: (set: OptionSet) => Promise<OptionCatalog | undefined>;
  /** An option as a source describes it, where no catalog is at hand. */
  readonly described: (name: string, set?: OptionSet) => Promise<OptionDoc | undefined>;
  readonly handbook: Handbook;
}

/** What is known of an option name, in one set or in any. */
export async function lookUpOption(
  name: string,
  set: OptionSet | undefined,
  knowledge: OptionKnowledge,
): Promise<OptionLookup> {
  const sets = set === undefined ? allSets : [set];
  const catalogs = (await Promise.all(sets.map(knowledge.catalog))).filter(
    (found) => found !== undefined,
  );
  for (const catalog of catalogs) {
    const option = declared(catalog, name);
    if (option !== undefined) return found(option, knowledge.handbook.renames);
  }
  const rename = renameOf(name, sets, knowledge.handbook.renames);
  if (rename !== undefined) return renamed(rename);
  const option = await knowledge.described(name, set);
  if (option !== undefined) return found(option, knowledge.handbook.renames);
  if (catalogs.length > 0 && catalogs.length === sets.length)
    return { outcome: 'unknown', nearest: nearestIn(catalogs, name) };
  return { outcome: 'unsure', nearest: nearestInHandbook(name, sets, knowledge.handbook) };
}

/** With the names that the option had before. */
function found(option: OptionDoc, renames: readonly Rename[]): OptionLookup {
  const before = renames.filter(
    (rename) =>
      rename.kind === 'renamed' && rename.set === option.set && rename.new.includes(option.name),
  );
  if (before.length === 0) return { outcome: 'found', option };
  return { outcome: 'found', option: { ...option, renamedFrom: before.map((one) => one.old) } };
}

function declared(catalog: OptionCatalog, name: string): OptionDoc | undefined {
  const { outcome } = catalog.match(name);
  return outcome === 'option' || outcome === 'inside' ? catalog.option(name) : undefined;
}

function nearestIn(catalogs: readonly OptionCatalog[], name: string): string[] {
  return catalogs.flatMap((catalog) => catalog.nearest(name, nearestLimit)).slice(0, nearestLimit);
}

/** What became of a name that options had once; undefined for any other name. */
export function findRename(name: string, sets: readonly OptionSet[]): OptionLookup | undefined {
  const rename = renameOf(name, sets, loadHandbook().renames);
  return rename && renamed(rename);
}

function renameOf(
  name: string,
  sets: readonly OptionSet[],
  renames: readonly Rename[],
): Rename | undefined {
  const path = withPlaceholders(name);
  return renames.find(
    (rename) => sets.includes(rename.set) && samePath(withPlaceholders(rename.old), path),
  );
}

function renamed(rename: Rename): OptionLookup {
  if (rename.kind === 'renamed')
    return { outcome: 'renamed', to: rename.new, since: rename.since, note: rename.note };
  return {
    outcome: 'removed',
    since: rename.since,
    note: rename.note ?? 'it was removed without a successor',
  };
}

function nearestInHandbook(name: string, sets: readonly OptionSet[], handbook: Handbook): string[] {
  const allowed = Math.max(2, Math.floor(name.length / 5));
  return handbook.options
    .filter((option) => sets.includes(option.set))
    .map((option) => ({
      name: option.name,
      distance: editDistance(option.name.toLowerCase(), name.toLowerCase(), allowed),
    }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, nearestLimit)
    .map((option) => option.name);
}
