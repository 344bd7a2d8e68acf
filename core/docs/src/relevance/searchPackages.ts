import { stemOf, joinedOf, partsOf, type Index } from '../index/index.js';
import { findCandidates } from './candidates.js';
import type { Hit } from './hit.js';
import { knowledgeOf } from './knowledge.js';
import { meantEntries } from './meantEntries.js';
import { proseMatches, stemsIn } from './proseMatches.js';
import { parseQuery } from './query.js';
import { createRatings, type Rated } from './rated.js';
import { matchWords, type WordMatches } from './wordMatches.js';

const maxCandidates = 200;

/** What an index keeps of a package that matters here. */
interface PackageBody {
  readonly name: string;
  readonly mainProgram?: string;
  readonly description: string;
}

/** Packages that answer the query, best first: by attribute, name, program, meaning, description. */
export function searchPackages(index: Index, text: string, limit: number): Hit[] {
  const query = parseQuery(text);
  if (query.words.length === 0) return [];
  const ratings = createRatings();
  const matches = matchWords(index, query);
  const rate = (id: number, words: readonly WordMatches[] = matches) =>
    ratePackage(index, id, joinedOf(query.text), words);
  ratings.offer(findCandidates(index, matches, maxCandidates).map((id) => rate(id)));
  ratings.offer(proseMatches(index, matches).map((id) => rate(id)));
  ratings.offer(
    meantEntries(
      index,
      matches,
      knowledgeOf('nixos'),
      ({ packages }) => packages,
      (id, words) => rate(id, words).value,
    ),
  );
  return ratings.hits(index, limit);
}

/** How well a package's names fit; its description counts for what no name has. */
function ratePackage(
  index: Index,
  id: number,
  wanted: string,
  matches: readonly WordMatches[],
): Rated {
  const attribute = index.names.at(id);
  const body = index.body<PackageBody>(id, ['name', 'description']);
  const exact = exactName(attribute, body, wanted);
  if (exact !== undefined) return { id, complete: true, ...exact };

  const names = [lastSegment(attribute), body.name, body.mainProgram ?? ''];
  const described = stemsIn(body.description);
  let covered = 0;
  let total = 0;
  let complete = true;
  let inName = false;
  for (const { word, variants, importance } of matches) {
    const named = Math.max(...names.map((name) => weightIn(name, variants)));
    const weight = Math.max(named, described.has(stemOf(word.text)) ? 0.55 : 0);
    total += importance;
    covered += importance * weight;
    inName ||= named >= 0.5;
    if (weight < 0.5) complete &&= word.generic;
  }
  const coverage = total === 0 ? 0 : covered / total;
  const value = coverage * (0.6 + 0.4 * plainness(attribute, wanted));
  return { id, value, complete, why: inName ? 'name' : 'description' };
}

function exactName(
  attribute: string,
  { name, mainProgram }: PackageBody,
  wanted: string,
): { value: number; why: string } | undefined {
  const nested = attribute.includes('.') ? 0.1 : 0;
  // A version in the attribute (`postgresql_16`) is a variant of what was asked for.
  const variant = Math.min(0.1, (joinedOf(lastSegment(attribute)).length - wanted.length) * 0.01);
  if (joinedOf(attribute) === wanted) return { value: 1, why: 'exact name' };
  if (joinedOf(mainProgram ?? '') === wanted)
    return {
      value: 0.97 - nested - Math.max(0, variant),
      why: `brings the program ${mainProgram}`,
    };
  if (joinedOf(name) === wanted)
    return { value: 0.96 - nested - Math.max(0, variant), why: 'exact name' };
  return undefined;
}

function weightIn(name: string, variants: WordMatches['variants']): number {
  const whole = variants.get(joinedOf(name))?.weight ?? 0;
  const part = Math.max(0, ...partsOf(name).map((one) => variants.get(one)?.weight ?? 0));
  return Math.max(whole, part * 0.9);
}

/** 0 to 1: short names at the top level are what people mean; package sets and variants are not. */
function plainness(attribute: string, wanted: string): number {
  const extra = Math.max(0, joinedOf(lastSegment(attribute)).length - wanted.length);
  const nested = attribute.includes('.') ? 0.4 : 0;
  return Math.max(0, 1 - nested - extra * 0.03);
}

function lastSegment(attribute: string): string {
  return attribute.slice(attribute.lastIndexOf('.') + 1);
}
