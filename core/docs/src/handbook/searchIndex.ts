import { isQuiet, pairsOf, termsOf } from './terms.js';

/** A document's texts by field; a field counts as much as `fieldWeights` says. */
export type Fields = Readonly<Partial<Record<FieldName, readonly string[]>>>;
export type FieldName = 'title' | 'questions' | 'synonyms' | 'names' | 'notes' | 'body';

/** An inverted index whose postings hold the finished BM25F weight, so that a search only adds. */
export interface SearchIndex {
  /** How many documents it holds; a posting names one by its position. */
  readonly documents: number;
  /** UTF-8 of the terms, in the order of their bytes, with nothing between them. */
  readonly terms: Uint8Array;
  /** Where in `terms` each term ends. */
  readonly termEnds: Uint32Array;
  /** How many postings there are up to and with each term's. */
  readonly postingEnds: Uint32Array;
  /** Two numbers a posting: the document; the weight × `weightScale` × 4, plus the flags. */
  readonly postings: Uint16Array;
  /** The rarity of each document's title, summed over its words. */
  readonly titles: Float32Array;
}

/** The document is about the term, and does not only mention it. */
export const tellingFlag = 1;
/** The term stands in the document's title. */
export const titleFlag = 2;
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
  flags: number;
}

/** Builds the index of documents, in their order. */
export function buildSearchIndex(documents: readonly Fields[]): SearchIndex {
  const counted = documents.map(countFields);
  const averages = averageLengths(counted);
  const postings = new Map<string, Map<number, TermInDocument>>();
  counted.forEach((fields, document) => {
    for (const [field, { counts, length }] of fields) addField(field, counts, length, document);
  });
  return pack(postings, documents);

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
      const entry = inDocuments.get(document) ?? { weight: 0, flags: 0 };
      inDocuments.set(document, entry);
      entry.weight += (weight * count) / norm;
      if (tellingFields.has(field)) entry.flags |= tellingFlag;
      if (field === 'title') entry.flags |= titleFlag;
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

/** How rare a word is among the documents; everyday words count little, however rare. */
export function rarityOf(word: string, inDocuments: number, documents: number): number {
  const rarity = Math.log(1 + (documents - inDocuments + 0.5) / (inDocuments + 0.5));
  return word.split(' ').every(isQuiet) ? rarity * quietFactor : rarity;
}

function pack(
  postings: ReadonlyMap<string, ReadonlyMap<number, TermInDocument>>,
  documents: readonly Fields[],
): SearchIndex {
  const sorted = [...postings]
    .map(([term, inDocuments]) => ({ term, bytes: Buffer.from(term), inDocuments }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
  const packed: number[] = [];
  const postingEnds = sorted.map(({ term, inDocuments }) => {
    const rarity = rarityOf(term, inDocuments.size, documents.length);
    const factor = term.includes(' ') ? rarity * pairFactor : rarity;
    for (const [document, { weight, flags }] of inDocuments) {
      const share = Math.round(factor * (weight / (saturation + weight)) * weightScale);
      packed.push(document, share * 4 + flags);
    }
    return packed.length / 2;
  });
  let length = 0;
  return {
    documents: documents.length,
    terms: Buffer.concat(sorted.map(({ bytes }) => bytes)),
    termEnds: Uint32Array.from(sorted, ({ bytes }) => (length += bytes.length)),
    postingEnds: Uint32Array.from(postingEnds),
    postings: Uint16Array.from(packed),
    titles: Float32Array.from(documents, ({ title = [] }) =>
      titleRarity(title, (word) => postings.get(word)?.size ?? 0, documents.length),
    ),
  };
}

function titleRarity(
  title: readonly string[],
  inDocuments: (word: string) => number,
  documents: number,
): number {
  const words = new Set(title.flatMap((text) => termsOf(text).words));
  return [...words].reduce((sum, word) => sum + rarityOf(word, inDocuments(word), documents), 0);
}
