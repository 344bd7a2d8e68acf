import type { OptionCatalog } from '@nixai/api';
import { editDistance } from '@nixai/language';
import { seeThrough, type Definition } from '@nixai/nix';
import { fits } from '../types/fits.js';

/** Whether a name is what was written but for a slip of the pen in one segment. */
export function isNear(path: readonly string[], name: string): boolean {
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
export function mayTake(
  name: string,
  { value, scope }: Definition,
  catalog: OptionCatalog,
): boolean {
  const match = catalog.match(name);
  if (match.outcome !== 'option') return true;
  return seeThrough(value, scope).some((seen) => fits(seen.value, match.type) !== 'no');
}
