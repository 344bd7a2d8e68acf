import type { OptionCatalog, OptionSet } from '@nixai/api';
import { isSlip } from '../slip.js';
import type { Surroundings } from './doubt.js';
import { list } from './names.js';

/** `services.daed`, the daemon of it, may be of the flake `dae` as well. */
export const isNamedLikeInput = (name: string, inputs: ReadonlySet<string> = new Set()): boolean =>
  inputs.has(name) || (name.endsWith('d') && inputs.has(name.slice(0, -1)));

/**
 * Whether the other system has the option: `if isLinux then { dates = …; } else { interval = …; }` is of
 * both, and what one took away the other has under that name.
 */
export function isOfAnotherSystem(
  path: readonly string[],
  { catalog, others }: Surroundings,
): boolean {
  if (catalog.set === 'home-manager') return false;
  const systems = others.filter(({ set }) => set !== 'home-manager');
  return systems.some((one) => {
    const match = one.match(path);
    // What a system keeps to itself stands in no list, and is an option all the same.
    return match.outcome === 'option' || (match.outcome === 'inside' && match.rest.length === 0);
  });
}

export const hintFor = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : `did you mean ${list(names)}?`;

/** `system.packages`, `environment.pakages`: where the packages for everybody are looked for. */
export function meantPackages(
  [first, last = '', more]: readonly string[],
  catalog: OptionCatalog,
): string[] {
  const meant = 'environment.systemPackages';
  const isFor = (first === 'environment' || first === 'system') && more === undefined;
  const isSo = isFor && (isSlip('packages', last) || isSlip('systemPackages', last));
  return isSo && catalog.match(meant).outcome === 'option' ? [meant] : [];
}

/**
 * A name that was laid over a set from what later releases tell, without a type: its module changed since
 * the set was made, and may have more names that are like it.
 */
export function isOfLaterRelease(name: string, catalog: OptionCatalog): boolean {
  const match = catalog.match(name);
  return match.outcome === 'option' && match.type === 'unspecified value';
}

/** Where an option of another set belongs; undefined where that is another machine's configuration. */
export function rightPlace(of: OptionSet, here: OptionSet): string | undefined {
  if (of === 'home-manager') return 'it belongs into home.nix, or below home-manager.users.NAME';
  return here === 'home-manager' ? "it belongs into the machine's own configuration" : undefined;
}
