import type { DocQuery, DocsEngine, OptionSet, Passage } from '@nixai/api';
import { optionSources } from '../explain/sets.js';
import type { SearchResult } from './results.js';

/** Options of a set that answer the query, best first. */
export async function findOptions(
  docs: DocsEngine,
  query: DocQuery & { readonly set: OptionSet },
  signal?: AbortSignal,
): Promise<SearchResult[]> {
  const { set } = query;
  const sources = await optionSources(docs, set);
  const { passages } = await docs.search({ ...query, kinds: ['option'], sources }, signal);
  return Promise.all(passages.map((passage) => describe(docs, passage, set)));
}

async function describe(docs: DocsEngine, passage: Passage, set: OptionSet): Promise<SearchResult> {
  const catalog = await docs.catalog(set);
  const lookup = catalog === undefined ? await docs.option(passage.title, set) : undefined;
  const option =
    catalog?.option(passage.title) ?? (lookup?.outcome === 'found' ? lookup.option : undefined);
  return {
    name: passage.title,
    kind: 'option',
    set,
    score: passage.score,
    why: passage.why,
    description: firstParagraph(option?.description ?? passage.text),
    type: option?.type,
    default: option?.default,
    example: option?.example,
    source: passage.citation.source,
    url: passage.citation.url,
  };
}

/** The first paragraph of Markdown, on one line. */
export function firstParagraph(markdown: string): string {
  const [first = ''] = markdown.trim().split(/\n\s*\n/);
  return first.replace(/\s+/g, ' ').trim();
}
