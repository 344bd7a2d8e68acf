import { weightScale, type SearchIndex } from './searchIndex.js';

export interface Posting {
  readonly document: number;
  readonly weight: number;
  /** The term says what the document is about, not only what it mentions. */
  readonly telling: boolean;
}

/** A search index opened for look-ups. */
export interface Postings {
  readonly documents: number;
  /** Empty for a term that no document holds. */
  of(term: string): readonly Posting[];
  has(term: string): boolean;
  /** The terms that begin with these letters. */
  startingWith(letters: string): readonly string[];
}

/** Opens an index: no copy of it is made, and a look-up is a binary search. */
export function openPostings(index: SearchIndex): Postings {
  const terms = index.terms === '' ? [] : index.terms.split('\n');
  const endBytes = bytesOf(index.ends);
  const ends = new Uint32Array(endBytes.buffer, endBytes.byteOffset, endBytes.length / 4);
  const postingBytes = bytesOf(index.postings);
  const packed = new Uint16Array(
    postingBytes.buffer,
    postingBytes.byteOffset,
    postingBytes.length / 2,
  );

  /** The position of a term, or of the first one after it. */
  function position(term: string): number {
    let low = 0;
    let high = terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((terms[middle] ?? '') < term) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function read(at: number): Posting {
    const value = packed[at * 2 + 1] ?? 0;
    return {
      document: packed[at * 2] ?? 0,
      weight: (value >> 1) / weightScale,
      telling: (value & 1) === 1,
    };
  }

  return {
    documents: index.documents,
    has: (term) => terms[position(term)] === term,
    of(term) {
      const at = position(term);
      if (terms[at] !== term) return [];
      const first = at === 0 ? 0 : (ends[at - 1] ?? 0);
      return Array.from({ length: (ends[at] ?? 0) - first }, (_, i) => read(first + i));
    },
    startingWith(letters) {
      const from = position(letters);
      const to = position(`${letters}\uffff`);
      return terms.slice(from, to);
    },
  };
}

/** Copied into a fresh buffer, because a pooled one may not be aligned for typed arrays. */
function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
