import type { SearchIndex } from './searchIndex.js';

const version = 1;
/** Version, documents, terms, postings, bytes of terms. */
const headerWords = 5;

/** A search index as the bytes of a file: whole arrays, so that reading it parses nothing. */
export function encodeIndex(index: SearchIndex): Uint8Array {
  const header = Uint32Array.of(
    version,
    index.documents,
    index.termEnds.length,
    index.postings.length,
    index.terms.length,
  );
  const parts = [
    header,
    index.termEnds,
    index.postingEnds,
    index.titles,
    index.postings,
    index.terms,
  ];
  return Buffer.concat(
    parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)),
  );
}

/** Reads what `encodeIndex` wrote; undefined for another version or a damaged file. */
export function decodeIndex(bytes: Uint8Array): SearchIndex | undefined {
  if (bytes.length < headerWords * 4) return undefined;
  // Typed arrays must begin at a multiple of their element's size, which a pooled buffer may not.
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  const [found, documents = 0, terms = 0, postings = 0, textLength = 0] = new Uint32Array(
    buffer,
    byteOffset,
    headerWords,
  );
  const words = headerWords + 2 * terms + documents;
  if (found !== version || bytes.length !== words * 4 + postings * 2 + textLength) return undefined;
  const at = (word: number) => byteOffset + word * 4;
  return {
    documents,
    termEnds: new Uint32Array(buffer, at(headerWords), terms),
    postingEnds: new Uint32Array(buffer, at(headerWords + terms), terms),
    titles: new Float32Array(buffer, at(headerWords + 2 * terms), documents),
    postings: new Uint16Array(buffer, at(words), postings),
    terms: new Uint8Array(buffer, at(words) + postings * 2, textLength),
  };
}
