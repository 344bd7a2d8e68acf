import { editDistance } from '@nixai/language';

/** One letter of a short word, two of a long one; hardly anyone gets the first letter wrong. */
export function isSlip(one: string, other: string): boolean {
  const most = Math.min(one.length, other.length) < 8 || one[0] !== other[0] ? 1 : 2;
  return editDistance(one.toLowerCase(), other.toLowerCase(), most) <= most;
}
