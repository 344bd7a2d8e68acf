import type { QueryTerm } from './queryTerms.js';
import type { Posting, Postings } from './postings.js';
import { rarityOf } from './searchIndex.js';
import { sum } from './sum.js';

/** A document and how well it fits. */
export interface Ranked {
  readonly document: number;
  /** Summed weights; comparable within one question only. */
  readonly score: number;
  /** The question's words that this document is about, with what each one gave. */
  readonly matched: ReadonlyMap<string, number>;
  /** The share of the document's title that the question has, 0 to 1. */
  readonly subject: number;
  /** The question's own telling words that stand in the title: the document is named. */
  readonly named: readonly string[];
}

interface Found {
  score: number;
  readonly matched: Map<string, number>;
  /** Words of its title that the question has. */
  readonly title: Map<string, number>;
  readonly named: Set<string>;
}

/** The documents that share a term with the question, best first. */
export function rank(terms: readonly QueryTerm[], postings: Postings): Ranked[] {
  const found = new Map<number, Found>();
  for (const term of terms) addTerm(found, term, postings);
  return [...found]
    .map(([document, { score, matched, title, named }]) => ({
      document,
      score,
      matched,
      named: [...named],
      subject: sum(title.values()) / (postings.titleRarity(document) || 1),
    }))
    .sort((a, b) => b.score - a.score || a.document - b.document);
}

/** A document counts once for an idea, by the variant that fits it best. */
function addTerm(found: Map<number, Found>, term: QueryTerm, postings: Postings): void {
  const best = new Map<number, { weight: number; telling: boolean }>();
  for (const { term: variant, weight } of term.variants) {
    const list = postings.of(variant);
    const rarity = rarityOf(variant, list.length, postings.documents);
    for (const posting of list) {
      const value = posting.weight * weight;
      const before = best.get(posting.document);
      const telling = posting.telling || (before?.telling ?? false);
      best.set(posting.document, { weight: Math.max(value, before?.weight ?? 0), telling });
      if (posting.inTitle && term.single) {
        const { title, named } = entryOf(found, posting);
        title.set(variant, rarity);
        if (variant === term.word && !term.quiet) named.add(variant);
      }
    }
  }
  for (const [document, { weight, telling }] of best) {
    const entry = entryOf(found, { document });
    entry.score += weight;
    if (telling) entry.matched.set(term.word, weight);
  }
}

function entryOf(found: Map<number, Found>, { document }: Pick<Posting, 'document'>): Found {
  const entry = found.get(document) ?? {
    score: 0,
    matched: new Map(),
    title: new Map(),
    named: new Set(),
  };
  found.set(document, entry);
  return entry;
}
