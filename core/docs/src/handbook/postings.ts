import { tellingFlag, titleFlag, weightScale, type SearchIndex } from './searchIndex.js';

export interface Posting {
  readonly document: number;
  readonly weight: number;
  /** The document is about the term, and does not only mention it. */
  readonly telling: boolean;
  readonly inTitle: boolean;
}

/** A search index opened for look-ups. */
export interface Postings {
  readonly documents: number;
  /** Empty for a term that no document holds. */
  of(term: string): readonly Posting[];
  has(term: string): boolean;
  /** The terms that begin with these letters and are about so long. */
  similar(letters: string, shortest: number, longest: number): readonly string[];
  /** The rarity of a document's title, summed over its words. */
  titleRarity(document: number): number;
}

/** Opens an index: nothing is copied or parsed, and a look-up is a binary search. */
export function openPostings(index: SearchIndex): Postings {
  const { termEnds, postingEnds, postings } = index;
  const { buffer, byteOffset, byteLength } = index.terms;
  const terms = Buffer.from(buffer, byteOffset, byteLength);
  const startOf = (at: number) => (at === 0 ? 0 : (termEnds[at - 1] ?? 0));
  const endOf = (at: number) => termEnds[at] ?? 0;

  /** The position of a term, or of the first one after it. */
  function position(term: Buffer): number {
    let low = 0;
    let high = termEnds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (terms.compare(term, 0, term.length, startOf(middle), endOf(middle)) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function find(term: string): number | undefined {
    const bytes = Buffer.from(term);
    const at = position(bytes);
    if (at === termEnds.length) return undefined;
    return terms.compare(bytes, 0, bytes.length, startOf(at), endOf(at)) === 0 ? at : undefined;
  }

  function read(at: number): Posting {
    const value = postings[at * 2 + 1] ?? 0;
    return {
      document: postings[at * 2] ?? 0,
      weight: (value >> 2) / weightScale,
      telling: (value & tellingFlag) !== 0,
      inTitle: (value & titleFlag) !== 0,
    };
  }

  return {
    documents: index.documents,
    titleRarity: (document) => index.titles[document] ?? 0,
    has: (term) => find(term) !== undefined,
    of(term) {
      const at = find(term);
      if (at === undefined) return [];
      const first = at === 0 ? 0 : (postingEnds[at - 1] ?? 0);
      return Array.from({ length: (postingEnds[at] ?? 0) - first }, (_, i) => read(first + i));
    },
    similar(letters, shortest, longest) {
      const found: string[] = [];
      const last = position(Buffer.from(`${letters}\u{10ffff}`));
      for (let at = position(Buffer.from(letters)); at < last; at++) {
        const length = endOf(at) - startOf(at);
        if (length >= shortest && length <= longest)
          found.push(terms.toString('utf8', startOf(at), endOf(at)));
      }
      return found;
    },
  };
}
