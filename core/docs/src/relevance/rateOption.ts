import { isPlaceholder } from '@nixai/nix/quoting';
import { stemOf, joinedOf, partsOf, segmentsOf, type Index } from '../index/index.js';
import { leafPrior } from './leafPrior.js';
import type { Rated } from './rated.js';
import type { Variant, WordMatches } from './wordMatches.js';

/** A path taken apart once for all words of the query. */
interface Segment {
  readonly text: string;
  readonly joined: string;
  readonly parts: readonly string[];
  /** Its place in the path; 1 is where most modules have their name. */
  readonly at: number;
}

/** Where in a name a word was found, and how. */
interface Found extends Variant {
  readonly at: number;
  /** The share of the segment that the word is. */
  readonly share: number;
  readonly text: string;
}

/**
 * How well an option's name fits the query: what of the query it has, what it says besides, and
 * how often it is asked for.
 * @param standing 0 to 1, see `Knowledge`.
 * @param described the stems of its description, which counts for what the name lacks.
 */
export function rateOption(
  index: Index,
  id: number,
  matches: readonly WordMatches[],
  standing: (name: string) => number,
  described: ReadonlySet<string> = nothing,
): Rated {
  const name = index.names.at(id);
  const segments = segmentsOf(name).map(takeApart);
  const explained = new Float64Array(segments.length);
  let covered = 0;
  let total = 0;
  let complete = true;
  let telling: string | undefined;
  for (const { word, variants, importance } of matches) {
    const found = findWord(segments, variants);
    const inProse = described.has(stemOf(word.text)) ? describedWeight : 0;
    total += importance;
    covered += importance * Math.max(inProse, found?.weight ?? 0);
    if ((found?.weight ?? 0) < 0.6) complete &&= word.generic;
    if (inProse > (found?.weight ?? 0)) telling = 'description';
    else if (found !== undefined) {
      explained[found.at] = (explained[found.at] ?? 0) + found.share * found.weight;
      if (found.reading !== 'word') telling = whyOf(found, word.text);
    }
  }
  const fit = fitOf(segments, explained, leafPrior(index, id));
  return {
    id,
    value: (total === 0 ? 0 : covered / total) ** 1.3 * (0.5 + 0.36 * fit + 0.14 * standing(name)),
    why: telling ?? 'name',
    complete,
  };
}

const nothing: ReadonlySet<string> = new Set();

/** A word in a description says less than one in a name. */
const describedWeight = 0.55;

function takeApart(text: string, at: number): Segment {
  if (isPlaceholder(text)) return { text, joined: '', parts: [], at };
  return { text, joined: joinedOf(text), parts: partsOf(text), at };
}

/** The best place of a word: a whole segment before a part of one. */
function findWord(
  segments: readonly Segment[],
  variants: ReadonlyMap<string, Variant>,
): Found | undefined {
  let best: Found | undefined;
  const consider = (found: Found) => {
    if (best === undefined || found.weight > best.weight) best = found;
  };
  for (const { text, joined, parts, at } of segments) {
    const whole = variants.get(joined);
    if (whole) consider({ ...whole, weight: wholeWeight(whole, at), at, share: 1, text });
    for (const part of parts) {
      const variant = variants.get(part);
      if (variant)
        consider({
          ...variant,
          weight: variant.weight * 0.92,
          at,
          share: 1 / parts.length,
          text: part,
        });
    }
  }
  return best;
}

/** The beginning of a module's name, most of it if it is a word itself, is how people type. */
function wholeWeight({ weight, reading }: Variant, at: number): number {
  if (reading === 'beginning' && at > 0 && at < 3 && weight >= 0.5)
    return Math.max(weight, 0.82 + weight * 0.1);
  return weight;
}

function whyOf({ reading, text }: Found, typed: string): string {
  if (reading === 'beginning') return `begins with “${typed}”`;
  if (reading === 'spelling') return `“${text}”, spelt like “${typed}”`;
  if (reading === 'synonym') return `“${text}” for “${typed}”`;
  return 'name';
}

/** 0 to 1: how little a name says beyond the query. */
function fitOf(segments: readonly Segment[], explained: Float64Array, leaf: number): number {
  const last = segments.length - 1;
  let fit = 1;
  for (const { text, parts, at } of segments) {
    const open = 1 - Math.min(1, explained[at] ?? 0);
    if (parts.length === 0) fit -= 0.12;
    else if (at === last) fit -= 0.4 * open * (1 - leaf);
    else if (at === 0) fit -= text === 'services' ? 0 : 0.05 * open;
    else fit -= (at === 1 ? 0.35 : 0.22) * open;
  }
  return Math.max(0, fit);
}
