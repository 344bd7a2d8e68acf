import type { DocQuery, DocsEngine } from '@nixai/api';
import { firstParagraph } from './findOptions.js';
import type { SearchResult } from './results.js';

export interface PackagesFound {
  readonly results: readonly SearchResult[];
  /** False where no source at hand holds packages. */
  readonly indexed: boolean;
}

/** Packages that answer the query; without a package index, those that topics name. */
export async function findPackages(
  docs: DocsEngine,
  query: DocQuery,
  signal?: AbortSignal,
): Promise<PackagesFound> {
  const { passages } = await docs.search({ ...query, kinds: ['package'] }, signal);
  if (passages.length > 0) {
    const results = passages.map(async ({ title, score, why, text: description, citation }) => {
      const found = await docs.package(title);
      return {
        name: title,
        kind: 'package' as const,
        score,
        why,
        description: found?.description ?? firstParagraph(description),
        version: found?.version,
        unfree: found?.unfree,
        broken: found?.broken,
        source: citation.source,
        url: citation.url ?? found?.homepage,
      };
    });
    return { results: await Promise.all(results), indexed: true };
  }
  const indexed = (await docs.status()).some(({ status }) => (status.counts.package ?? 0) > 0);
  return { results: indexed ? [] : await namedByTopics(docs, query), indexed };
}

async function namedByTopics(docs: DocsEngine, { text, limit }: DocQuery): Promise<SearchResult[]> {
  const { passages } = await docs.search({ text, kinds: ['topic'], limit: 3 });
  const named = passages.flatMap(({ packages = [], title, score, citation }) =>
    packages.map((name) => ({
      name,
      kind: 'package' as const,
      score: score * 0.9,
      why: `named by “${title}”`,
      description: '',
      source: citation.source,
    })),
  );
  return [...new Map(named.reverse().map((one) => [one.name, one])).values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}
