import type { OptionCatalog, OptionDoc, OptionEntry, OptionLookup, OptionSet } from '@nixai/api';
import type { Handbook } from './topics/index.js';
import { editDistance } from '@nixai/language';
import { optionPathText } from '@nixai/nix/quoting';
import { factsSource } from './facts/factsIndex.js';
import { allRenames, renameIn, type KnownRename } from './facts/renames.js';

const allSets: readonly OptionSet[] = ['nixos', 'home-manager', 'nix-darwin'];
const nearestLimit = 5;
/** Characters, three times the longest name that there is: nothing was meant by more. */
const longestName = 500;

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
  if (name.length > longestName) return { outcome: 'unknown', nearest: [] };
  const sets = set === undefined ? allSets : [set];
  const catalogs = (await Promise.all(sets.map(knowledge.catalog))).filter(
    (found) => found !== undefined,
  );
  for (const catalog of catalogs) {
    const option = declared(catalog, name);
    if (option === undefined) continue;
    return found(catalog.source === factsSource ? await withProse(option, knowledge) : option);
  }
  const rename = renameIn(name, sets);
  if (rename !== undefined) return renamed(rename);
  for (const catalog of catalogs) {
    const match = catalog.match(name);
    if (match.outcome === 'inside')
      return { ...found(holding(catalog, match)), key: optionPathText(match.rest) };
  }
  const option = await knowledge.described(name, set);
  if (option !== undefined) return found(option);
  if (catalogs.length === 0 || catalogs.length < sets.length)
    return { outcome: 'unsure', nearest: nearestInHandbook(name, sets, knowledge.handbook) };
  const isCertain = catalogs.every((catalog) => lacksForCertain(catalog, name));
  return { outcome: isCertain ? 'unknown' : 'unsure', nearest: nearestIn(catalogs, name) };
}

/**
 * Whether a set that has not the name is right about that. One with gaps has every module of later
 * releases, but not each option that an older module got since.
 */
function lacksForCertain(catalog: OptionCatalog, name: string | readonly string[]): boolean {
  if (catalog.gaps === undefined) return true;
  const match = catalog.match(name);
  return match.outcome === 'unknown' && match.known.length <= 1;
}

/** The facts know that there is such an option, and where it is; another source may describe it. */
async function withProse(option: OptionDoc, { described }: OptionKnowledge): Promise<OptionDoc> {
  const prose = await described(option.name, option.set);
  if (prose === undefined) return option;
  const declarations = prose.declarations.length > 0 ? prose.declarations : option.declarations;
  return { ...prose, default: prose.default ?? option.default, declarations };
}

/** With the names that the option had before. */
function found(option: OptionDoc): Extract<OptionLookup, { outcome: 'found' }> {
  const before = allRenames().filter(
    (rename) =>
      rename.kind === 'renamed' && rename.set === option.set && rename.new.includes(option.name),
  );
  if (before.length === 0) return { outcome: 'found', option };
  return { outcome: 'found', option: { ...option, renamedFrom: before.map((one) => one.old) } };
}

function declared(catalog: OptionCatalog, name: string): OptionDoc | undefined {
  return catalog.match(name).outcome === 'option' ? catalog.option(name) : undefined;
}

/** The option that takes a name as one of its keys: `nix.settings` for `nix.settings.cores`. */
const holding = (catalog: OptionCatalog, { name, type }: OptionEntry): OptionDoc =>
  catalog.option(name) ?? {
    name,
    set: catalog.set,
    type,
    description:
      'It is there, and its manual leaves it out: it is internal, or comes with a module that is imported.',
    readOnly: false,
    declarations: [],
    citation: { source: catalog.source, title: name },
  };

function nearestIn(catalogs: readonly OptionCatalog[], name: string): string[] {
  return catalogs.flatMap((catalog) => catalog.nearest(name, nearestLimit)).slice(0, nearestLimit);
}

/**
 * What became of a name that options had once; undefined for any other name.
 * @param release by which it has happened; that of this machine if absent.
 */
export function findRename(
  name: string,
  sets: readonly OptionSet[],
  release?: string,
): OptionLookup | undefined {
  const rename = renameIn(name, sets, release);
  if (rename === undefined) return undefined;
  return renamed({ ...rename, new: rename.new.map((one) => lastName(one, rename.set, release)) });
}

/** More names one after the other than any option had. */
const mostNames = 5;

/** The name that a new name has by now, where it was changed once more. */
function lastName(name: string, set: OptionSet, release: string | undefined): string {
  let last = name;
  for (let step = 0; step < mostNames; step++) {
    const next = renameIn(last, [set], release);
    const [only, more] = next?.new ?? [];
    if (next?.kind !== 'renamed' || only === undefined || more !== undefined) return last;
    last = only;
  }
  return last;
}

function renamed({ kind, new: names, since, note }: KnownRename): OptionLookup {
  if (kind === 'renamed') return { outcome: 'renamed', to: names, since, note };
  const instead =
    names.length > 0
      ? `see ${names.join(' and ')}`
      : 'it was removed, and no option is named in its place';
  return { outcome: 'removed', since, note: note ?? instead };
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
