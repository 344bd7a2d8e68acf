import { isPlaceholder, joinedOf, partsOf, segmentsOf, type Index } from '../index/index.js';
import { findCandidates } from './candidates.js';
import type { Hit } from './hit.js';
import { knownTargets } from './vocabulary.js';
import { leafPrior, standing } from './priors.js';
import { pathMatches } from './pathMatches.js';
import { parseQuery, type Query } from './query.js';
import { matchWords, type Reading, type WordMatches } from './wordMatches.js';

const maxCandidates = 600;

/** A candidate on its way to a hit: `value` orders, and has no upper bound. */
interface Rated {
  readonly id: number;
  readonly value: number;
  readonly why: string;
}

/** Options that answer the query, best first. */
export function searchOptions(index: Index, text: string, limit: number): Hit[] {
  const query = parseQuery(text);
  if (query.text === '') return [];
  const rated = new Map<number, Rated>();
  const offer = (one: Rated) => {
    if ((rated.get(one.id)?.value ?? -1) < one.value) rated.set(one.id, one);
  };
  for (const one of pathMatches(index, query.text)) offer(one);
  if (rated.size === 0 || !query.text.includes('.')) {
    const matches = matchWords(index, query);
    for (const { id } of findCandidates(index, matches, maxCandidates))
      offer(rate(index, id, matches));
    for (const one of knownTargets(index, query)) offer(one);
    if (rated.size < limit) for (const one of proseMatches(index, query)) offer(one);
  }
  return toHits(rated.values(), limit);
}

/** The best, with scores that keep their order and are comparable between sources. */
function toHits(rated: Iterable<Rated>, limit: number): Hit[] {
  const sorted = [...rated].sort((a, b) => b.value - a.value || a.id - b.id);
  const best = sorted[0]?.value ?? 0;
  return sorted
    .filter(({ value }) => value >= best * 0.45)
    .slice(0, limit)
    .map(({ id, value, why }, rank) => ({
      id,
      why,
      score: Math.max(0, Math.min(1, value) - rank * 1e-6),
    }));
}

/** How well a name fits the query: what of the query it has, and what it has besides. */
function rate(index: Index, id: number, matches: readonly WordMatches[]): Rated {
  const name = index.names[id] ?? '';
  const segments = segmentsOf(name);
  const explained = segments.map(() => 0);
  let covered = 0;
  let total = 0;
  let reading: Reading = 'word';
  let readAs = '';
  for (const { word, variants, importance } of matches) {
    total += importance;
    let best = 0;
    segments.forEach((segment, at) => {
      if (isPlaceholder(segment)) return;
      const parts = partsOf(segment);
      const whole = variants.get(joinedOf(segment));
      const consider = (weight: number, share: number, how: Reading, text: string) => {
        explained[at] = Math.max(explained[at] ?? 0, 0) + share * weight;
        if (weight > best) {
          best = weight;
          if (how !== 'word') {
            reading = how;
            readAs = `${text} for “${word.text}”`;
          }
        }
      };
      if (whole !== undefined) consider(whole.weight, 1, whole.reading, segment);
      else
        for (const part of parts) {
          const variant = variants.get(part);
          if (variant) consider(variant.weight * 0.92, 1 / parts.length, variant.reading, part);
        }
    });
    covered += importance * best;
  }
  const coverage = covered / total;
  return { id, value: coverage * (0.55 + 0.45 * fit(index, name, segments, explained)), why: whyOf(reading, readAs) };
}

function whyOf(reading: Reading, readAs: string): string {
  if (reading === 'beginning') return 'beginning of a name';
  if (reading === 'spelling') return `spelling: ${readAs}`;
  if (reading === 'synonym') return `synonym: ${readAs}`;
  return 'name';
}

/** 0 to 1: how little the name says beyond the query, and how much of a first address it is. */
function fit(
  index: Index,
  name: string,
  segments: readonly string[],
  explained: readonly number[],
): number {
  let value = 1;
  const last = segments.length - 1;
  segments.forEach((segment, at) => {
    const open = 1 - Math.min(1, explained[at] ?? 0);
    if (isPlaceholder(segment)) value -= 0.1;
    else if (at === 0) value -= 0.04 * open;
    else if (at < last) value -= 0.2 * open;
    else value -= 0.34 * open * (1 - leafPrior(index, segment));
  });
  return Math.max(0, Math.min(1, value * 0.85 + standing(name)));
}

/** Options whose description has the words; last resort, so never above a name. */
function proseMatches(index: Index, query: Query): Rated[] {
  const words = query.words.map(({ text }) => `"${text.replaceAll('"', '')}"`);
  const all = index.prose(words.join(' '), 20);
  const found = all.length > 0 ? all : index.prose(words.join(' OR '), 10);
  return found.map(({ id }, rank) => ({
    id,
    value: (all.length > 0 ? 0.42 : 0.3) - rank * 0.005,
    why: 'description',
  }));
}
