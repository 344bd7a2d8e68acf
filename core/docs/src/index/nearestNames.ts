import { editDistance, similarWords } from '@nixai/language';
import type { Index } from './openIndex.js';
import { isPlaceholder } from '@nixai/nix/quoting';
import { joinedOf, partsOf, segmentsOf, wordsOf } from './words.js';

/** Words that nearly every option has lead nowhere. */
const commonWord = 3000;
/** So many candidates are compared letter by letter. */
const compared = 150;

/**
 * Names that a path was probably meant to be: those that share its rare words (misspelt ones put
 * right first), ordered by how much of the path they have. Nothing when nothing is near.
 */
export function nearestNames(index: Index, path: readonly string[], limit: number): string[] {
  const wanted = path.filter((segment) => !isPlaceholder(segment)).join('.');
  const candidates = sharingWords(index, wordsOf(wanted));
  const alike = rememberPairs(segmentLikeness);
  return candidates
    .map((id) => index.names.at(id))
    .map((name) => ({ name, likeness: meantLikeness(path, segmentsOf(name), alike) }))
    .filter(({ likeness: value }) => value >= 0.5)
    .sort(
      (a, b) =>
        b.likeness - a.likeness || a.name.length - b.name.length || (a.name < b.name ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Ids that share the most weight of words; a word weighs more the fewer names have it. */
function sharingWords(index: Index, words: readonly string[]): number[] {
  const weights = new Map<number, number>();
  for (const word of words)
    for (const { word: known, share } of spellingsOf(index, word)) {
      const ids = index.withWord(known);
      if (ids.length > commonWord) continue;
      const weight = share * Math.log(1 + index.names.length / ids.length);
      for (const id of ids) weights.set(id, (weights.get(id) ?? 0) + weight);
    }
  const lengths = new Map([...weights.keys()].map((id) => [id, index.names.at(id).length]));
  // Of many that share as much the short ones: a misspelt group is not one of its hundred options.
  const lengthOf = (id: number): number => lengths.get(id) ?? 0;
  return [...weights]
    .sort((a, b) => b[1] - a[1] || lengthOf(a[0]) - lengthOf(b[0]) || a[0] - b[0])
    .slice(0, compared)
    .map(([id]) => id);
}

function spellingsOf(index: Index, word: string): { word: string; share: number }[] {
  if (index.withWord(word).length > 0) return [{ word, share: 1 }];
  return similarWords(index.words, word, 4).map((similar) => ({ word: similar.word, share: 0.7 }));
}

/** How alike two segments are, 0 to 1. */
type Alike = (one: string, other: string) => number;

/** Candidates have most of their segments in common; each pair is compared once. */
function rememberPairs(alike: Alike): Alike {
  const known = new Map<string, Map<string, number>>();
  return (one, other) => {
    const ofOne = known.get(one) ?? new Map<string, number>();
    known.set(one, ofOne);
    const value = ofOne.get(other) ?? alike(one, other);
    ofOne.set(other, value);
    return value;
  };
}

/** A group is named by what turns it on: `services.nginx` is `services.nginx.enable`. */
const groupShare = 0.95;

function meantLikeness(wanted: readonly string[], name: readonly string[], alike: Alike): number {
  const own = likeness(wanted, name, alike);
  if (name.at(-1) !== 'enable' || name.length !== wanted.length + 1) return own;
  return Math.max(own, groupShare * likeness(wanted, name.slice(0, -1), alike));
}

/**
 * 0 to 1: how alike two paths are, by segments found in both (in order) and by the last segment,
 * which says most about what was meant.
 */
function likeness(wanted: readonly string[], name: readonly string[], alike: Alike): number {
  const pairs = alignment(wanted, name, alike);
  const longest = Math.max(wanted.length, name.length);
  const last = alike(wanted.at(-1) ?? '', name.at(-1) ?? '');
  return 0.6 * (pairs / longest) + 0.4 * last;
}

/** The greatest sum of likenesses of segments paired in order. */
function alignment(a: readonly string[], b: readonly string[], alike: Alike): number {
  let previous = new Float64Array(b.length + 1);
  for (const one of a) {
    const current = new Float64Array(b.length + 1);
    b.forEach((other, at) => {
      current[at + 1] = Math.max(
        previous[at + 1] ?? 0,
        current[at] ?? 0,
        (previous[at] ?? 0) + alike(one, other),
      );
    });
    previous = current;
  }
  return previous[b.length] ?? 0;
}

function segmentLikeness(a: string, b: string): number {
  if (a === b) return 1;
  if (isPlaceholder(b)) return isPlaceholder(a) ? 1 : 0.8;
  const left = joinedOf(a);
  const right = joinedOf(b);
  if (left === right) return 0.98;
  const longest = Math.max(left.length, right.length);
  const edits = editDistance(left, right, Math.ceil(longest / 3));
  if (edits <= longest / 3) return 1 - edits / longest;
  const shared = partsOf(a).filter((part) => partsOf(b).includes(part)).length;
  return (0.8 * shared) / Math.max(partsOf(a).length, partsOf(b).length, 1);
}
