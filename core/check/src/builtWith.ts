import type { OptionCatalog, OptionSet } from '@nixai/api';
import {
  addsToNoSubmodule,
  lockedReleases,
  readFlakeLock,
  type LockedRelease,
  type LockedReleases,
  type ModuleLoader,
} from '@nixai/machine';
import type { OwnOptions } from './options/declared.js';
import type { Surroundings } from './options/doubt.js';
import { formerNames, type FormerNames } from './options/formerNames.js';

/** What a configuration is built with, by its lock file. */
export class BuiltWith {
  #locked: Promise<LockedReleases> | undefined;
  #inputs: Promise<ReadonlySet<string>> | undefined;

  constructor(
    readonly loader: ModuleLoader,
    readonly catalogs: ReadonlyMap<OptionSet, OptionCatalog>,
  ) {}

  /** The releases that the sets are certain to have all changes of. */
  async releases(): Promise<ReadonlyMap<OptionSet, string>> {
    const { flake } = this.loader.loaded;
    if (flake === undefined) return new Map();
    const locked = await (this.#locked ??= lockedReleases(flake));
    return new Map([...locked].map(([set, { certain }]) => [set, certain]));
  }

  /** What names were once, by the release that is built with. */
  async formerNames(set: OptionSet): Promise<FormerNames> {
    return formerNames(set, (await this.#releaseOf(set))?.certain);
  }

  /** What is known around the definitions of a module. */
  async surroundings(
    catalog: OptionCatalog,
    own: OwnOptions,
    isLoose: boolean,
  ): Promise<Surroundings> {
    const { unknownImports, isAlone } = this.loader.loaded;
    const locked = await this.#releaseOf(catalog.set);
    const newer = newerThan(catalog, locked);
    const { releaseHere } = await import('@nixai/docs');
    return {
      renameOf: await this.formerNames(catalog.set),
      ...(catalog.set !== 'home-manager' && {
        renameInHome: await this.formerNames('home-manager'),
      }),
      isOfRelease:
        locked === undefined
          ? catalog.gaps === undefined
          : catalog.release?.includes(locked.newest) === true && !isDraft(catalog),
      isBuiltBefore: locked !== undefined && locked.certain < releaseHere(),
      catalog,
      others: [...this.catalogs.values()].filter((other) => other !== catalog),
      own,
      isOfSet: !isLoose,
      inputs: new Set([
        ...(await (this.#inputs ??= this.#namesOfInputs())),
        ...unknownImports.flatMap((text) => /\.([\w-]+)\)?$/.exec(text)?.[1] ?? []),
      ]),
      isOpen: isLoose || isAlone || unknownImports.length > 0 || own.computed,
      mayExtend: isLoose || isAlone || own.computed || !unknownImports.every(addsToNoSubmodule),
      newer,
      mayHaveOtherTypes:
        newer !== undefined ||
        (locked === undefined ? catalog.gaps !== undefined : isOlderThan(locked, catalog)),
    };
  }

  async #namesOfInputs(): Promise<ReadonlySet<string>> {
    const { flake } = this.loader.loaded;
    const inputs = flake === undefined ? [] : await readFlakeLock(flake);
    return new Set(inputs.flatMap(({ name }) => [name, ofWhat(name)]));
  }

  /** The release that the configuration is built with, where its lock file says so. */
  async #releaseOf(set: OptionSet): Promise<LockedRelease | undefined> {
    const { flake } = this.loader.loaded;
    if (flake === undefined) return undefined;
    return (await (this.#locked ??= lockedReleases(flake))).get(set);
  }
}

/** What an input is about: `betterfox-nix` brings `programs.firefox.profiles.NAME.betterfox`. */
const ofWhat = (input: string): string =>
  input.replace(/^(?:nix|nixos)-|-(?:nix|flake|hm|modules?)$/g, '');

/** That release, where the option set is of an older one. */
function newerThan({ release, date }: OptionCatalog, locked: LockedRelease | undefined) {
  const own = /\d\d\.\d\d/.exec(release ?? '')?.[0] ?? releaseAfter(date);
  if (locked === undefined || (own !== undefined && locked.newest <= own)) return undefined;
  return locked.newest;
}

/** Whether that release came before the one that the option set is of. */
function isOlderThan({ certain }: LockedRelease, { release }: OptionCatalog): boolean {
  const own = /\d\d\.\d\d/.exec(release ?? '')?.[0];
  return own !== undefined && certain < own;
}

/** What was being made at a date (`2026-08`), which an unstable set is of. */
function releaseAfter(date = ''): string | undefined {
  const [, year, month] = /^20(\d\d)-(\d\d)/.exec(date) ?? [];
  if (year === undefined || month === undefined) return undefined;
  if (month === '12') return `${String(Number(year) + 1)}.05`;
  return `${year}.${month <= '05' ? '05' : '11'}`;
}

/** Whether a set was made before its release was: what came in the last weeks is not in it. */
function isDraft({ release, date = '' }: OptionCatalog): boolean {
  const [, year, month] = /(\d\d)\.(\d\d)/.exec(release ?? '') ?? [];
  return year !== undefined && /^\d{4}-\d\d/.test(date) && date < `20${year}-${month}`;
}
