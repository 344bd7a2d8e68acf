import { joinedOf, type Index } from '../index/index.js';

/**
 * 0 to 1: how usual a last segment is. What many modules have (`enable`, `package`, `settings`,
 * `openFirewall`) is what people look for first.
 */
export function leafPrior(index: Index, leaf: string): number {
  if (leaf === 'enable') return 1;
  const count = index.withWord(joinedOf(leaf)).length;
  return Math.min(0.9, Math.log(1 + count) / Math.log(1 + index.names.length / 10));
}
