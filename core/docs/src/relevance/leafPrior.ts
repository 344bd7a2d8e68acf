import type { Index } from '../index/index.js';

/**
 * 0 to 1: how usual a last segment is. What many modules have (`enable`, `package`, `settings`,
 * `openFirewall`) is what people look for first.
 */
export function leafPrior(index: Index, id: number): number {
  if (index.names.at(id).endsWith('.enable')) return 1;
  return Math.min(0.9, Math.log(1 + index.leafCount(id)) / Math.log(1 + index.names.length / 10));
}
