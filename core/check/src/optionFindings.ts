import type { CheckEdit, OptionCatalog, OptionEntry, OptionSet } from '@nixai/api';
import { seeThrough, type Definition } from '@nixai/nix';
import { editDistance } from '@nixai/language';
import type { OwnOptions } from './declared.js';
import type { FormerName, FormerNames } from './formerNames.js';
import { otherModuleOf } from './otherModules.js';
import { safeRename } from './fix/safeRename.js';
import { fits, misfits } from './types/fits.js';

/** What is wrong with a definition, before its place is known. */
export interface Doubt {
  readonly rule:
    | 'unknown-option'
    | 'renamed-option'
    | 'removed-option'
    | 'wrong-set'
    | 'wrong-type'
    | 'unknown-module';
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly hint?: string;
  /** What mends it without changing what is meant. */
  readonly edit?: CheckEdit;
  /** What to point at: the step of the path, or the value. */
  readonly at: { readonly start: number; readonly end: number };
}

export interface Surroundings {
  /** What became of a name that options had once. */
  readonly renameOf: FormerNames;
  readonly catalog: OptionCatalog;
  /** Catalogs of the other sets, to tell an option that is in the wrong place. */
  readonly others: readonly OptionCatalog[];
  /** What modules of the configuration itself declare. */
  readonly own: OwnOptions;
  /** Some module could not be read: options may come from it. */
  readonly isOpen: boolean;
  /** The release that the configuration is built with, where the set is of an older one. */
  readonly newer?: string;
  /** The option set is of the very release that it is built with, as far as that can be told. */
  readonly isOfRelease: boolean;
  /** It is built with a release before the one that the option set tells of. */
  readonly isBuiltBefore?: boolean;
  /** Something says which set the module is of; otherwise that was guessed. */
  readonly isOfSet: boolean;
}

/** What is wrong with a definition, as far as it shows. */
export function judge(definition: Definition, around: Surroundings): readonly Doubt[] {
  const path = pathOf(definition);
  const match = around.catalog.match(path);
  switch (match.outcome) {
    case 'option':
      // Choices come with releases: `home.stateVersion` takes one more each half year.
      if (around.newer !== undefined && /\bone of\b/.test(match.type)) return [];
      if (isRoughlyTyped(match, definition, around)) return [];
      // A guessed module may be of a set that is not at hand, with other types under the same name.
      return around.isOfSet || around.others.length > 0
        ? wrongTypes(definition, match.type, path)
        : [];
    case 'unknown':
      return unknown(definition, path, match.known, around);
    default:
      return [];
  }
}

/**
 * Types that say less than the module does, in a set that was put together from release notes: a list
 * of a unit's settings takes a text as well, and what an option took before is not told.
 */
function isRoughlyTyped(
  { name, type }: OptionEntry,
  { value, scope }: Definition,
  { catalog, isBuiltBefore }: Surroundings,
): boolean {
  if (catalog.gaps === undefined) return false;
  if (/\.settings\./.test(name) && /\blist of\b/.test(type)) return true;
  return (
    isBuiltBefore === true &&
    !/attribute set|submodule/.test(type) &&
    seeThrough(value, scope).some((seen) => seen.value.kind === 'set')
  );
}

/** Only whether the value is of the option's type, where the catalog has the option. */
export function judgeType(definition: Definition, catalog: OptionCatalog): readonly Doubt[] {
  const path = pathOf(definition);
  const match = catalog.match(path);
  return match.outcome === 'option' ? wrongTypes(definition, match.type, path) : [];
}

/** A path as Nix code writes it: `security.acme.certs."example.org".email`. */
export const nameOf = (path: readonly string[]): string =>
  path.map((step) => (/^(?:[\w'<>*-]+)$/.test(step) ? step : JSON.stringify(step))).join('.');

export const pathOf = ({ path }: Definition): string[] => path.map(({ name }) => name ?? '<name>');

function wrongTypes(definition: Definition, type: string, path: readonly string[]): Doubt[] {
  const values = seeThrough(definition.value, definition.scope).map((seen) => ({
    ...seen,
    fit: fits(seen.value, type),
  }));
  // `if isDarwin then 6 else "25.05"`: the branches are for different systems.
  const isChosen = values.some(({ fit }) => fit !== 'no');
  return values.flatMap(({ value, fit, conditional }) => {
    if (fit !== 'no' || (conditional && isChosen)) return [];
    const items = misfits(value, type);
    const isInSight = (node: Span) =>
      node.start >= definition.by.start && node.end <= definition.by.end;
    const told = (at: Span, what: string) => ({
      rule: 'wrong-type' as const,
      severity: 'error' as const,
      message: `\`${nameOf(path)}\` does not take this ${what}; its type is: ${shortened(type)}`,
      at: isInSight(at) ? at : definition.by,
    });
    return items.length > 0 && items.every(isInSight)
      ? items.map((item) => told(item, 'item'))
      : [told(value, 'value')];
  });
}

type Span = Doubt['at'];

const shortened = (type: string): string => (type.length > 120 ? `${type.slice(0, 117)}…` : type);

function unknown(
  definition: Definition,
  path: readonly string[],
  known: readonly string[],
  around: Surroundings,
): Doubt[] {
  const name = nameOf(path);
  if (around.own.has(path)) {
    const type = around.own.typeOf(path);
    return type === undefined ? [] : wrongTypes(definition, type, path);
  }
  if (isUncertain(definition, known, around.catalog)) return [];
  const at = definition.path[known.length]?.attribute ?? definition.by;
  const rename = around.renameOf(path);
  const leaf = definition.path.findLast(({ attribute }) => attribute !== undefined)?.attribute;
  const old = rename && oldName(definition, rename, leaf ?? at, around.catalog);
  if (old !== undefined) return [old];
  const elsewhere = around.others.find((other) => {
    const { outcome } = other.match(path);
    return outcome === 'option' || outcome === 'inside';
  });
  if (elsewhere !== undefined && !around.isOfSet) return [];
  if (elsewhere !== undefined)
    return [
      {
        rule: 'wrong-set',
        severity: 'error',
        message: `\`${name}\` is an option of ${setNames[elsewhere.set]}, and this is a module of ${setNames[around.catalog.set]}`,
        at,
      },
    ];
  const nearest = around.catalog
    .nearest(path, 5)
    .filter((one) => isNear(path, one) && mayTake(one, definition, around.catalog));
  if (around.newer !== undefined && nearest.length === 0)
    return [
      {
        rule: 'unknown-option',
        severity: 'note',
        message: `\`${name}\` is in no option set at hand; these are older than ${around.newer}, which this is built with`,
        hint: 'get the newer set: nixai docs sync',
        at,
      },
    ];
  const isElsewhere = around.isOpen && nearest.length === 0 && !isClosed(known, around.catalog);
  if (isElsewhere && isOfKnownModule(path, known, around))
    return [
      {
        rule: 'unknown-option',
        severity: 'warning',
        message: `\`${name}\` is no option of ${setNames[around.catalog.set]} any more, or never was`,
        hint: `a module that could not be read may declare it; else it has another name now: nixai search ${known.at(-1) ?? ''}`,
        at,
      },
    ];
  if (isElsewhere)
    return [
      {
        rule: 'unknown-module',
        severity: 'note',
        message: `\`${name}\` is not known here; a module that could not be read may declare it`,
        at,
      },
    ];
  // A set with gaps has every module, but not each option that an older one got later.
  if (around.catalog.gaps !== undefined && nearest.length === 0 && known.length > 1)
    return [
      {
        rule: 'unknown-option',
        severity: 'warning',
        message: `\`${name}\` is no option that nixai knows of`,
        hint: `a newer one may be missing there; to be sure: nixai docs sync`,
        at,
      },
    ];
  return [
    {
      rule: 'unknown-option',
      severity: 'error',
      message: `there is no option \`${name}\``,
      hint: nearest.length === 0 ? undefined : `did you mean ${list(nearest)}?`,
      at,
    },
  ];
}

/**
 * Whether a name that is computed may be the one that makes the path an option. It may not where the
 * set takes any name (`users.users.<name>`), and what is not known comes behind it.
 */
function isUncertain(
  { path }: Definition,
  known: readonly string[],
  catalog: OptionCatalog,
): boolean {
  return path.some(({ name }, at) => {
    if (name !== undefined || at > known.length) return false;
    if (at === known.length) return true;
    return !takesAnyName(known.slice(0, at), catalog);
  });
}

/** No set declares this name: where it is taken, any name is. */
const takesAnyName = (path: readonly string[], catalog: OptionCatalog): boolean =>
  catalog.match([...path, 'nixai-any-name']).outcome !== 'unknown';

/** What is to be said of a name that options had once; undefined for any other. */
export function oldName(
  definition: Definition,
  { found, isLater }: FormerName,
  at: Doubt['at'],
  catalog?: OptionCatalog,
): Doubt | undefined {
  const name = nameOf(pathOf(definition));
  if (found.outcome !== 'renamed' && found.outcome !== 'removed') return undefined;
  const dated = found.since === undefined || found.since === 'unknown' ? undefined : found.since;
  const from = dated === undefined ? 'in newer releases' : `from ${dated} on`;
  if (found.outcome === 'renamed')
    return {
      rule: 'renamed-option',
      severity: isLater ? 'note' : 'warning',
      message: `\`${name}\` is called ${list(found.to)} ${isLater ? from : 'now'}`,
      hint: isLater ? undefined : `write ${list(found.to)}`,
      edit: isLater ? undefined : safeRename(definition, found, catalog),
      at,
    };
  return {
    rule: 'removed-option',
    severity: isLater ? 'note' : 'error',
    message: isLater ? `\`${name}\` is not there ${from}` : `\`${name}\` was removed`,
    hint: found.note,
    at,
  };
}

/**
 * Whether a module that could not be read hardly declares something below a path: inside a submodule
 * (`systemd.services.<name>`). Elsewhere modules do: `services.pipewire.lowLatency`.
 */
function isClosed(known: readonly string[], catalog: OptionCatalog): boolean {
  return known.some((_, at) => takesAnyName(known.slice(0, at), catalog));
}

/**
 * Whether a path lies in a module that the set has whole. Another module hardly adds to that of a
 * program, but for the few that are known to.
 */
function isOfKnownModule(
  path: readonly string[],
  known: readonly string[],
  { isOfRelease }: Surroundings,
): boolean {
  return isOfRelease && known.length >= 2 && otherModuleOf(path) === undefined;
}

/** Whether a name is what was written but for a slip of the pen in one segment. */
function isNear(path: readonly string[], name: string): boolean {
  const segments = name.split('.');
  if (segments.length !== path.length) return false;
  const different = segments.flatMap((one, at) => {
    const written = path[at] ?? '';
    return one === written || /^(?:<.*>|\*)$/.test(one) ? [] : [[one, written] as const];
  });
  return different.length === 1 && different.every(([one, written]) => isSlip(one, written));
}

/** One letter of a short word, two of a long one; hardly anyone gets the first letter wrong. */
function isSlip(one: string, other: string): boolean {
  const most = Math.min(one.length, other.length) < 8 || one[0] !== other[0] ? 1 : 2;
  return editDistance(one.toLowerCase(), other.toLowerCase(), most) <= most;
}

/** `packages = [ … ]` is no slip for `package`: a list does not fit there. */
function mayTake(name: string, { value, scope }: Definition, catalog: OptionCatalog): boolean {
  const match = catalog.match(name);
  if (match.outcome !== 'option') return true;
  return seeThrough(value, scope).some((seen) => fits(seen.value, match.type) !== 'no');
}

const setNames: Readonly<Record<OptionSet, string>> = {
  nixos: 'NixOS',
  'home-manager': 'Home Manager',
  'nix-darwin': 'nix-darwin',
};

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
