import type { Passage } from '@nixai/api';

/**
 * One list, best first. Of several passages with one title and kind the best stays: two sources
 * often hold the same page.
 */
export function mergePassages(passages: readonly Passage[], limit: number): Passage[] {
  const best = new Map<string, Passage>();
  for (const passage of passages) {
    const key = `${passage.kind}\n${passage.title.trim().toLowerCase()}`;
    const before = best.get(key);
    if (before === undefined || before.score < passage.score) best.set(key, passage);
  }
  return [...best.values()].sort((a, b) => b.score - a.score).slice(0, limit);
}
