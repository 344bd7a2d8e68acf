import type { DocQuery, DocsEngine, Passage } from '@nixai/api';
import { firstParagraph } from './findOptions.js';
import type { SearchResult } from './results.js';

export interface PackagesFound {
  readonly results: readonly SearchResult[];
  /** False where no source at hand holds packages. */
  readonly indexed: boolean;
}

/** Packages that answer the query; where no source holds packages, those that the handbook names. */
export async function findPackages(
  docs: DocsEngine,
  query: DocQuery,
  signal?: AbortSignal,
): Promise<PackagesFound> {
  const { passages } = await docs.search({ ...query, kinds: ['package'] }, signal);
  const described = passages.filter(({ citation }) => citation.source !== 'handbook');
  const indexed = described.length > 0 || (await hasPackages(docs));
  const shown = indexed ? described : passages;
  return { results: await Promise.all(shown.map((one) => describe(docs, one))), indexed };
}

async function hasPackages(docs: DocsEngine): Promise<boolean> {
  return (await docs.status()).some(({ status }) => (status.counts.package ?? 0) > 0);
}

async function describe(docs: DocsEngine, passage: Passage): Promise<SearchResult> {
  const { title, score, why, text, citation } = passage;
  const found = citation.source === 'handbook' ? undefined : await docs.package(title);
  return {
    name: title,
    kind: 'package',
    score,
    why,
    description: found?.description ?? firstParagraph(text),
    version: found?.version,
    unfree: found?.unfree,
    broken: found?.broken,
    source: citation.source,
    url: citation.url ?? found?.homepage,
  };
}
