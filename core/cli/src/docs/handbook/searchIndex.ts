import { isQuiet, pairsOf, termsOf } from './terms.js';

/** A document's texts by field; a field counts as much as `fieldWeights` says. */
export type Fields = Readonly<Partial<Record<FieldName, readonly string[]>>>;
export type FieldName = 'title' | 'questions' | 'synonyms' | 'names' | 'notes' | 'body';

/**
 * An inverted index whose postings hold the finished BM25F weight, so that a search only adds.
 * Plain strings throughout: it is baked into a JSON file when nixai is built.
 */
export interface SearchIndex {
  /** How many documents it holds; a posting names one by its position. */
  readonly documents: number;
  /** Sorted, one a line. */
  readonly terms: string;
  /** Base64 of one Uint32 a term (little endian): where its postings end. */
  readonly ends: string;
  /** Base64 of two Uint16 a posting: the document; its weight × 512, and 1 if the term is `telling`. */
  readonly postings: string;
}

export const weightScale = 512;

/** Okapi BM25F; the weights were chosen by hand, and are not tuned to any set of questions. */
const saturation = 1.6;
const fieldWeights: Record<FieldName, { readonly weight: number; readonly lengthNorm: number }> = {
  title: { weight: 4, lengthNorm: 0.3 },
  questions: { weight: 2.5, lengthNorm: 0.5 },
  synonyms: { weight: 3, lengthNorm: 0.5 },
  names: { weight: 2, lengthNorm: 0.6 },
  notes: { weight: 1, lengthNorm: 0.7 },
  body: { weight: 0.8, lengthNorm: 0.7 },
};
const quietFactor = 0.25;
const pairFactor = 0.5;
/** Fields that say what a document is about, not only what it mentions. */
const tellingFields: ReadonlySet<FieldName> = new Set(['title', 'questions', 'synonyms', 'names']);

interface TermInDocument {
  weight: number;
  telling: boolean;
}

/** Builds the index of documents, in their order. */
export function buildSearchIndex(documents: readonly Fields[]): SearchIndex {
  const counted = documents.map(countFields);
  const averages = averageLengths(counted);
  const postings = new Map<string, Map<number, TermInDocument>>();
  counted.forEach((fields, document) => {
    for (const [field, { counts, length }] of fields) addField(field, counts, length, document);
  });
  return pack(postings, documents.length);

  function addField(
    field: FieldName,
    counts: ReadonlyMap<string, number>,
    length: number,
    document: number,
  ): void {
    const { weight, lengthNorm } = fieldWeights[field];
    const norm = 1 - lengthNorm + (lengthNorm * length) / (averages.get(field) ?? 1);
    for (const [term, count] of counts) {
      const inDocuments = postings.get(term) ?? new Map<number, TermInDocument>();
      postings.set(term, inDocuments);
      const entry = inDocuments.get(document) ?? { weight: 0, telling: false };
      inDocuments.set(document, entry);
      entry.weight += (weight * count) / norm;
      entry.telling ||= tellingFields.has(field);
    }
  }
}

interface CountedField {
  readonly counts: Map<string, number>;
  readonly length: number;
}

function countFields(fields: Fields): Map<FieldName, CountedField> {
  return new Map(
    (Object.entries(fields) as [FieldName, readonly string[]][])
      .filter(([, texts]) => texts.length > 0)
      .map(([field, texts]) => [field, countTerms(texts)]),
  );
}

/** Pairs do not reach from one text into the next: each question stands for itself. */
function countTerms(texts: readonly string[]): CountedField {
  const counts = new Map<string, number>();
  let length = 0;
  for (const text of texts) {
    const { words, compounds, paths } = termsOf(text);
    length += words.length;
    for (const term of [
      ...words,
      ...compounds.map(({ term }) => term),
      ...paths,
      ...pairsOf(words),
    ])
      counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return { counts, length };
}

function averageLengths(
  documents: readonly Map<FieldName, CountedField>[],
): Map<FieldName, number> {
  const sums = new Map<FieldName, { sum: number; count: number }>();
  for (const fields of documents)
    for (const [field, { length }] of fields) {
      const { sum, count } = sums.get(field) ?? { sum: 0, count: 0 };
      sums.set(field, { sum: sum + length, count: count + 1 });
    }
  return new Map([...sums].map(([field, { sum, count }]) => [field, Math.max(1, sum / count)]));
}

/** How much a term tells: its rarity, less for everyday words and for pairs. */
function termFactor(term: string, inDocuments: number, documents: number): number {
  const rarity = Math.log(1 + (documents - inDocuments + 0.5) / (inDocuments + 0.5));
  const words = term.split(' ');
  const kind = words.length > 1 ? pairFactor : 1;
  return rarity * kind * (words.every(isQuiet) ? quietFactor : 1);
}

function pack(
  postings: ReadonlyMap<string, ReadonlyMap<number, TermInDocument>>,
  documents: number,
): SearchIndex {
  const terms = [...postings.keys()].sort();
  const ends = new Uint32Array(terms.length);
  const packed: number[] = [];
  terms.forEach((term, i) => {
    const inDocuments = postings.get(term) ?? new Map<number, TermInDocument>();
    const factor = termFactor(term, inDocuments.size, documents);
    for (const [document, { weight, telling }] of inDocuments) {
      const share = Math.round(factor * (weight / (saturation + weight)) * weightScale);
      packed.push(document, share * 2 + (telling ? 1 : 0));
    }
    ends[i] = packed.length / 2;
  });
  return {
    documents,
    terms: terms.join('\n'),
    ends: base64(ends),
    postings: base64(Uint16Array.from(packed)),
  };
}

function base64(numbers: Uint16Array | Uint32Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}
