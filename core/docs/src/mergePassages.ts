import type { Passage } from '@nixai/api';

/** From here a passage is a plausible answer (see `Passage`). */
export const plausible = 0.5;
/** What the organisation says of its own machines is meant where it is nearly as good. */
const houseHeadStart = 0.15;

/**
 * One list, best first. Of several passages with one title and kind the best stays: two sources
 * often hold the same page.
 * @param priority names of sources whose plausible passages come before all others.
 */
export function mergePassages(
  passages: readonly Passage[],
  limit: number,
  priority: readonly string[] = [],
): Passage[] {
  const rank = rankBy(priority);
  const best = new Map<string, Passage>();
  for (const passage of passages) {
    const key = `${passage.kind}\n${passage.title.trim().toLowerCase()}`;
    const before = best.get(key);
    if (before === undefined || rank(before) < rank(passage)) best.set(key, passage);
  }
  return [...best.values()].sort((a, b) => rank(b) - rank(a)).slice(0, limit);
}

/** A number to sort by: the score, what goes before it in the scores' own order. */
function rankBy(priority: readonly string[]): (passage: Passage) => number {
  return ({ score, authority, citation: { source } }) => {
    if (score < plausible) return score;
    const at = priority.indexOf(source);
    if (at >= 0) return 10 + priority.length - at + score;
    return authority === 'house' ? score + houseHeadStart : score;
  };
}
