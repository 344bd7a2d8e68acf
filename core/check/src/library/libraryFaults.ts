import { nearestWords } from '@nixai/language';
import {
  libraryCall,
  seeThrough,
  staticName,
  walk,
  type Definition,
  type Expression,
} from '@nixai/nix';
import type { Doubt } from '../options/doubt.js';
import { libraryNames } from './functionNames.js';
import { bindsName } from './ownLibrary.js';

export interface LibraryFault extends Omit<Doubt, 'rule'> {
  readonly rule: 'unknown-library-function' | 'library-function-arguments';
}

/** How many arguments a function takes before it gives a value that an option can have. */
const taken: ReadonlyMap<string, { readonly count: number; readonly what: string }> = new Map([
  ['mkIf', { count: 2, what: 'a condition and a value' }],
  ['mkMerge', { count: 1, what: 'a list of values' }],
  ['mkForce', { count: 1, what: 'one value' }],
  ['mkDefault', { count: 1, what: 'one value' }],
  ['mkOptionDefault', { count: 1, what: 'one value' }],
  ['mkBefore', { count: 1, what: 'one value' }],
  ['mkAfter', { count: 1, what: 'one value' }],
  ['mkOverride', { count: 2, what: 'a priority and a value' }],
  ['mkOrder', { count: 2, what: 'a priority and a value' }],
  ['optional', { count: 2, what: 'a condition and an element' }],
  ['optionals', { count: 2, what: 'a condition and a list' }],
  ['optionalString', { count: 2, what: 'a condition and a string' }],
  ['optionalAttrs', { count: 2, what: 'a condition and a set' }],
  ['genAttrs', { count: 2, what: 'a list of names and a function' }],
  ['mapAttrs', { count: 2, what: 'a function and a set' }],
  ['mapAttrsToList', { count: 2, what: 'a function and a set' }],
  ['filterAttrs', { count: 2, what: 'a function and a set' }],
  ['recursiveUpdate', { count: 2, what: 'two sets' }],
  ['concatStringsSep', { count: 2, what: 'a separator and a list' }],
  ['concatMapStringsSep', { count: 3, what: 'a separator, a function and a list' }],
]);

/** A value that is a call of a `lib` function with an argument too few, or too many. */
export function argumentFaults({ value, scope }: Definition): LibraryFault[] {
  return seeThrough(value, scope).flatMap(({ value: seen, scope: inner }): LibraryFault[] => {
    const call = libraryCall(seen, inner);
    const wanted = call === undefined ? undefined : taken.get(call.name);
    if (call === undefined || wanted === undefined || call.passed.length === wanted.count)
      return [];
    // What more is passed may be for the function that is the value: only `mk…` never gives one.
    if (call.passed.length > wanted.count && !call.name.startsWith('mk')) return [];
    const given = call.passed.length;
    return [
      {
        rule: 'library-function-arguments',
        severity: 'error',
        message: `\`${call.name}\` takes ${wanted.what}, and is given ${given === 1 ? 'one argument' : `${given} arguments`}`,
        hint: given > wanted.count ? 'put parentheses around what belongs together' : undefined,
        at: seen,
      },
    ];
  });
}

/**
 * `lib.mkFi`: a name that nixpkgs' `lib` does not have, one slip away from one that it has. Names that
 * are like none may be of somebody's own `lib`.
 * @param isOwn whether the configuration's own `lib` may have a name.
 */
export function libraryNameFaults(
  root: Expression,
  source: string,
  isOwn: (name: string) => boolean = () => false,
): LibraryFault[] {
  const found: LibraryFault[] = [];
  walk(root, (node, parents) => {
    if (node.kind !== 'select' || node.subject.kind !== 'identifier') return;
    const [attribute, more] = node.path.attributes;
    if (node.subject.name !== 'lib' || attribute === undefined || node.fallback !== undefined)
      return;
    const name = staticName(attribute);
    // A short name is one slip away from many.
    if (name === undefined || more !== undefined || name.length < 4) return;
    if (libraryNames.has(name) || parents.some(bindsLib)) return;
    if (bindsName(source, name) || isOwn(name)) return;
    const near = nearestWords(name, [...libraryNames]).filter((one) => one[0] === name[0]);
    const [nearest] = near;
    if (nearest === undefined || isVariant(name, nearest)) return;
    const meant = near.slice(0, 2).map((one) => `\`lib.${one}\``);
    found.push({
      rule: 'unknown-library-function',
      severity: 'error',
      message: `there is no \`lib.${name}\` in nixpkgs`,
      hint: `did you mean ${meant.join(' or ')}?`,
      at: attribute,
    });
  });
  return found;
}

/** People name their own after those of nixpkgs: `mapAttrs''`, `mkOption'`, `foldl1`. */
const isVariant = (name: string, nearest: string): boolean =>
  /['\d]$/.test(name) || (name.startsWith(nearest) && /^[A-Z_]/.test(name.slice(nearest.length)));

/** A `lib` of a person's own around it. */
function bindsLib(parent: { readonly kind: string }): boolean {
  if (parent.kind !== 'let') return false;
  const { bindings } = parent as Extract<Expression, { kind: 'let' }>;
  return bindings.some(
    (binding) =>
      binding.kind === 'binding' &&
      binding.path.attributes[0] !== undefined &&
      staticName(binding.path.attributes[0]) === 'lib',
  );
}
