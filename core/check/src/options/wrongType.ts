import type { OptionEntry } from '@nixai/api';
import {
  literalOf,
  lookUp,
  seeThrough,
  staticName,
  type Definition,
  type Expression,
  type Seen,
} from '@nixai/nix';
import { isPkgs, packageOf } from '../packagesInList.js';
import { optionPathText } from '@nixai/nix/quoting';
import { asTaken, howTo } from '../types/asTaken.js';
import { fits, misfits } from '../types/fits.js';
import { alternativesOf, listItems } from '../types/splitType.js';
import { isSlip } from '../slip.js';
import type { Doubt, Span, Surroundings } from './doubt.js';

/**
 * Types that say less than the module does. In a set that was put together from release notes a list
 * of a unit's settings takes a text as well, and what an option took before is not told.
 */
export function isRoughlyTyped(
  { name, type }: OptionEntry,
  { value, scope }: Definition,
  { catalog, isBuiltBefore }: Surroundings,
): boolean {
  // What only leads to a part of another option's set is called a submodule, and takes that part's values.
  if (/\bsubmodule\b/.test(type) && catalog.below(name, 1).length === 0) return true;
  if (catalog.gaps === undefined) return false;
  if (/\.settings\./.test(name) && /\blist of\b/.test(type)) return true;
  // What systemd's own names replaced is told with the type of before: `DNSSEC = false;` is taken now.
  if (/\.settings\.[A-Z]\w*\.[A-Z]/.test(name)) return true;
  return (
    isBuiltBefore === true &&
    !/attribute set|submodule/.test(type) &&
    seeThrough(value, scope).some((seen) => seen.value.kind === 'set')
  );
}

/**
 * Whether a value is of a kind that an option often takes from some release on: `null`, several files
 * or packages where there was one, a text in place of a path.
 */
export function mayBeTakenNow({ value, scope }: Definition, type: string): boolean {
  const ofFile = /^(?:null or )?(?:absolute )?(?:path|package)\b/.test(type);
  const ofPackage = alternativesOf(type).includes('package');
  // `extraArgs` was a list of words in many a module, and is a set of flags now.
  const ofWords = alternativesOf(type).includes('list of string');
  return seeThrough(value, scope).some(({ value: seen }) => {
    const literal = literalOf(seen)?.type;
    return (
      (literal === 'set' && ofWords) ||
      (literal === 'null' && type !== 'boolean') ||
      // No package was ever a text.
      (ofFile && (isList(seen) || (literal === 'string' && !ofPackage)))
    );
  });
}

const isList = (value: Expression): boolean =>
  value.kind === 'list' || (value.kind === 'binary' && value.operator === '++');

/** Values that the option cannot have. Each part of `[ 80 ] ++ [ "443" ]` is a list of its own. */
export function wrongTypes(definition: Definition, type: string, path: readonly string[]): Doubt[] {
  const parts = partsOf(definition);
  if (parts === undefined) return wrongValues(definition, type, path);
  // An edit would be of the whole value.
  return parts.flatMap((part) =>
    wrongTypes(part, type, path).map(({ edit: _, ...doubt }) => doubt),
  );
}

function partsOf(definition: Definition): Definition[] | undefined {
  const [seen, another] = seeThrough(definition.value, definition.scope);
  if (seen === undefined || another !== undefined) return undefined;
  const { value, scope } = seen;
  if (value.kind !== 'binary' || value.operator !== '++') return undefined;
  return [value.left, value.right].map((side) => ({ ...definition, value: side, scope }));
}

function wrongValues(definition: Definition, type: string, path: readonly string[]): Doubt[] {
  const values = seeThrough(definition.value, definition.scope).map((seen) => ({
    ...seen,
    fit: isPackageForList(seen, type) ? ('no' as const) : fits(seen.value, type),
  }));
  // `if isDarwin then 6 else "25.05"`: the branches are for different systems.
  const isChosen = values.some(({ fit }) => fit !== 'no');
  return values.flatMap(({ value, scope, fit, conditional }) => {
    if (fit !== 'no' || (conditional && isChosen)) return [];
    const items = misfits(value, type);
    const isInSight = (node: Span) =>
      node.start >= definition.by.start && node.end <= definition.by.end;
    const told = (at: Expression, what: string, taken: string): Doubt => {
      const nearest = nearestChoice(at, taken);
      const rewritten = nearest === undefined ? asTaken(at, taken, scope) : undefined;
      return {
        hint:
          nearest === undefined
            ? rewritten && howTo(rewritten)
            : `did you mean ${JSON.stringify(nearest)}?`,
        // An edit is of the whole value.
        ...(rewritten?.stands === true &&
          at === value && { edit: { to: 'set', value: rewritten.text } }),
        rule: 'wrong-type',
        severity: 'error',
        message: `\`${optionPathText(path)}\` does not take this ${what}; its type is: ${shortened(type)}`,
        at: isInSight(at) ? at : definition.by,
      };
    };
    const of = listItems(type);
    return of !== undefined && items.length > 0 && items.every(isInSight)
      ? items.map((item) => told(item, 'item', of))
      : [told(value, 'value', type)];
  });
}

/** `environment.systemPackages = pkgs.vim;`: one package where a list of them stands. */
function isPackageForList({ value, scope }: Seen, type: string): boolean {
  return (
    /^list of package$/.test(type) &&
    value.kind === 'select' &&
    isPkgs(value.subject) &&
    lookUp('pkgs', scope) === 'unknown' &&
    isOfPackageSet(value.path.attributes.map(staticName)) &&
    packageOf(value, scope, false) !== undefined
  );
}

/** `pkgs.vim`, `pkgs.python3Packages.numpy`; what an overlay has below a name may be a list. */
const isOfPackageSet = ([first = '', ...below]: readonly (string | undefined)[]): boolean =>
  below.length === 0 || (below.length === 1 && /Packages\w*$|^xorg$/.test(first));

/** The choice that a text was probably meant to be; numbers are alike, and mean another thing each. */
function nearestChoice(value: Expression, type: string): string | undefined {
  const literal = literalOf(value);
  if (literal?.type !== 'string' || literal.value === undefined || !/\bone of\b/.test(type))
    return undefined;
  const written = literal.value;
  const choices = [...type.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, choice = '']) => choice);
  return choices.find(
    (choice) => choice.length > 2 && !/\d/.test(choice) && isSlip(choice, written),
  );
}

const shortened = (type: string): string => (type.length > 120 ? `${type.slice(0, 117)}…` : type);
