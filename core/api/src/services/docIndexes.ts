import { token } from '../token.js';
import type { DocQuery, Passage } from '../docSource.js';

/** A page of documentation to be searched. */
export interface DocDocument {
  /** Unique in its source. */
  readonly id: string;
  readonly title: string;
  /** Markdown; its headings divide it into parts that are found by themselves. */
  readonly text: string;
  readonly url?: string;
  readonly file?: string;
  /** Words that people use for it and that it does not have. */
  readonly keywords?: readonly string[];
  /** The options and packages it speaks of. */
  readonly options?: readonly string[];
  readonly packages?: readonly string[];
}

export interface DocIndex {
  /** How many documents it holds. */
  readonly size: number;
  /**
   * The documents that fit, best first, each by its best part. Scores are honest: 0.5 and more where
   * a document is about what the question says, whatever else the index holds.
   */
  search(query: Pick<DocQuery, 'text' | 'limit'>): readonly Passage[];
}

/**
 * Search for the documents of a plugin, as the handbook's: stems, synonyms, typos, and a score that
 * can be compared with other sources'.
 */
export interface DocIndexes {
  /** @param options.source the doc source's name, for citations. */
  create(options: {
    readonly source: string;
    readonly documents: Iterable<DocDocument> | AsyncIterable<DocDocument>;
  }): Promise<DocIndex>;
}
export const docIndexes = token<DocIndexes>('doc-indexes');
