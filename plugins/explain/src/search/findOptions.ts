import type { DocQuery, DocsEngine, OptionCatalog, OptionSet, Passage } from '@nixai/api';
import type { SearchResult } from './results.js';

/** Options of a set that answer the query, best first. */
export async function findOptions(
  docs: DocsEngine,
  query: DocQuery & { readonly set: OptionSet },
  signal?: AbortSignal,
): Promise<SearchResult[]> {
  const { set } = query;
  const catalog = await docs.catalog(set);
  // The complete set alone where there is one: its order is not mixed with a selection's.
  const sources = catalog && [catalog.source];
  const { passages } = await docs.search({ ...query, kinds: ['option'], sources }, signal);
  return Promise.all(passages.map((passage) => describe(docs, catalog, passage, set)));
}

async function describe(
  docs: DocsEngine,
  catalog: OptionCatalog | undefined,
  passage: Passage,
  set: OptionSet,
): Promise<SearchResult> {
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

/** The first paragraph of Markdown, on one line, links as their text. */
export function firstParagraph(markdown: string): string {
  const [first = ''] = markdown.trim().split(/\n\s*\n/);
  return first
    .replace(/\[([^\]]+)\]\([^)\s]+\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
