import type { OptionCatalog } from '@nixai/api';
import { literalOf, seeThrough, staticName, type Definition, type Expression } from '@nixai/nix';
import { attributeName, optionPathText } from '@nixai/nix/quoting';
import { isSlip } from '../slip.js';
import { fits } from '../types/fits.js';

/**
 * Whether a name is what was written but for a slip of the pen in one segment.
 * @param known how many segments there are as they are written: no slip is in these.
 */
export function isNear(path: readonly string[], name: string, known = 0): boolean {
  const segments = name.split('.');
  if (segments.length !== path.length) return false;
  const different = segments.flatMap((one, at) => {
    const written = path[at] ?? '';
    return one === written || /^(?:<.*>|\*)$/.test(one) ? [] : [[one, written, at] as const];
  });
  return (
    different.length === 1 &&
    different.every(([one, written, at]) => at >= known && isSlip(one, written))
  );
}

/** Whether a name is what was written but for the number of one segment: `listenAddress` and `listenAddresses`. */
export const isOtherNumber = (path: readonly string[], name: string): boolean =>
  differsBy(path, name, (one, written) =>
    ['s', 'es'].some((ending) => one + ending === written || written + ending === one),
  );

/** The same for what is counted on, as a program's next version is: `dnscrypt-proxy2`. */
export const isOtherVersion = (path: readonly string[], name: string): boolean =>
  differsBy(path, name, (one, written) => withoutVersion(one) === withoutVersion(written));

const withoutVersion = (name: string): string => name.replace(/-?\d+$/, '');

function differsBy(
  path: readonly string[],
  name: string,
  isSo: (one: string, written: string) => boolean,
): boolean {
  const different = name.split('.').flatMap((one, at) => {
    const written = path[at] ?? '';
    return one === written || /^(?:<.*>|\*)$/.test(one) ? [] : [[one, written] as const];
  });
  return different.every(([one, written]) => isSo(one, written));
}

/**
 * Names beside what was written that differ by a slip, where the rest of the path is known below them:
 * `programs.hyprland` for `programs.hyprlannd`.
 * @param known how far the path is known.
 */
export function slipsBeside(
  path: readonly string[],
  known: readonly string[],
  catalog: OptionCatalog,
): string[] {
  const written = path[known.length] ?? '';
  if (written.length < 4) return [];
  return [...namesBelow(known, catalog)]
    .filter((name) => isSlip(name, written))
    .map((name) => [...known, name, ...path.slice(known.length + 1)])
    .filter((other) => catalog.match(other).outcome !== 'unknown')
    .map(optionPathText);
}

/** The path with the name once more that stands twice in it: `users.users.ada` for `users.ada`. */
export function withNameTwice(
  path: readonly string[],
  known: readonly string[],
  catalog: OptionCatalog,
): string | undefined {
  const twice = [...known, ...known.slice(-1), ...path.slice(known.length)];
  if (known.length === 0 || catalog.match(twice).outcome !== 'option') return undefined;
  return optionPathText(twice);
}

/** More options than any set has. */
const mostBelow = 100_000;

const below = new WeakMap<OptionCatalog, Map<string, ReadonlySet<string>>>();

/** The names right below a path. */
function namesBelow(path: readonly string[], catalog: OptionCatalog): ReadonlySet<string> {
  const ofCatalog = below.get(catalog) ?? new Map<string, ReadonlySet<string>>();
  below.set(catalog, ofCatalog);
  const key = path.join('.');
  const found =
    ofCatalog.get(key) ??
    new Set(catalog.below(path, mostBelow).map(({ name }) => name.split('.')[path.length] ?? ''));
  ofCatalog.set(key, found);
  return found;
}

/**
 * `packages = [ … ]` is no slip for `package`: a list does not fit there; nor is `user = { uid = 1; }`
 * one for `users`, which has no such option.
 */
export function mayTake(
  name: string,
  { value, scope }: Definition,
  catalog: OptionCatalog,
): boolean {
  const match = catalog.match(name);
  if (match.outcome === 'branch') return mayHold(name, value, catalog);
  if (match.outcome !== 'option') return true;
  // A text of another form is a text all the same: its name was meant.
  return seeThrough(value, scope).some(
    (seen) =>
      fits(seen.value, match.type) !== 'no' ||
      (literalOf(seen.value)?.type === 'string' && /\bstring\b/.test(match.type)),
  );
}

/** Whether one of the names that a set has is one that may stand below. */
function mayHold(name: string, value: Expression, catalog: OptionCatalog): boolean {
  if (value.kind !== 'set') return true;
  const names = value.bindings.flatMap((binding) =>
    binding.kind === 'binding' ? binding.path.attributes.slice(0, 1).map(staticName) : [],
  );
  return (
    names.length === 0 ||
    names.some(
      (inner) =>
        inner === undefined ||
        catalog.match(`${name}.${attributeName(inner)}`).outcome !== 'unknown',
    )
  );
}
