import { docs, type DocsEngine, type Host, type OptionSet } from '@nixai/api';
import { findOptions, firstParagraph } from './findOptions.js';
import { findPackages, type PackagesFound } from './findPackages.js';
import type { SearchResult, SearchResults } from './results.js';
import { snippetsFor } from './snippets.js';

export interface SearchRequest {
  readonly query: string;
  readonly kinds: 'all' | 'options' | 'packages' | 'services';
  readonly set: OptionSet;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** So many of another kind are shown beside what was asked for. */
const beside = 3;
const maxPractices = 4;
/** Below this, what only stands beside the results is noise. */
const fitting = 0.6;

/** Searches options and packages, and puts together what helps to use the best of them. */
export async function search(host: Host, request: SearchRequest): Promise<SearchResults> {
  const { query, kinds, set, limit, signal } = request;
  if (kinds === 'services') return servicesAsResults(host, request);
  const { engine, unheard } = listening(await host.service(docs));
  const both = kinds === 'all';
  const [{ options, packages }, home, topics, searched] = await Promise.all([
    find(engine, request),
    both && set === 'nixos' ? findAtHome(engine, query, signal) : [],
    both ? engine.search({ text: query, kinds: ['topic'], limit: beside }, signal) : undefined,
    engine.optionSetDescription(set),
  ]);
  const results = [...options, ...(packages?.results ?? [])].sort((a, b) => b.score - a.score);
  const passages = topics?.passages ?? [];
  return {
    query,
    results: results.slice(0, both ? limit + beside : limit),
    homeManager: home.filter(({ score }) => score >= fitting),
    topics: passages.map(({ title, score, why, text, citation }): SearchResult => ({
      name: title,
      kind: 'topic',
      score,
      why,
      description: firstParagraph(text),
      source: citation.source,
      url: citation.url,
    })),
    snippets: both ? await snippetsFor(engine, results, home, passages) : [],
    practices: (passages[0]?.guide?.pitfalls ?? []).slice(0, maxPractices),
    optionSet: searched.text,
    notes: [
      ...(results.length === 0 ? [...unheard.values()] : []),
      ...notesOn(kinds === 'packages' ? undefined : searched.lack, packages?.indexed ?? true),
    ],
  };
}

/** Modules that can be switched on, in the shape of all results. */
async function servicesAsResults(
  host: Host,
  { query, limit, signal }: SearchRequest,
): Promise<SearchResults> {
  const { searchServices } = await import('./services.js');
  const { services, optionSet } = await searchServices(host, query, limit, signal);
  const results = services.map(
    ({ name, enable, description, score, why, options }): SearchResult => ({
      ...{ name, kind: 'service', set: 'nixos', score, why, description, enable, options },
      source: optionSet,
    }),
  );
  const nothing = { homeManager: [], topics: [], snippets: [], practices: [], notes: [] };
  return { query, results, optionSet, ...nothing };
}

/** The engine, with what is to be said of the sources beyond this machine that did not answer. */
function listening(engine: DocsEngine): {
  readonly engine: DocsEngine;
  readonly unheard: ReadonlyMap<string, string>;
} {
  const unheard = new Map<string, string>();
  return {
    unheard,
    engine: {
      ...engine,
      async search(query, signal) {
        const answer = await engine.search(query, signal);
        for (const { source, outcome, detail } of answer.reports)
          if (outcome === 'failed' || outcome === 'timed-out')
            unheard.set(source, `The source ${source} did not answer: ${detail ?? outcome}.`);
        return answer;
      },
    },
  };
}

/** What Home Manager has of that, where its options are at hand. */
async function findAtHome(engine: DocsEngine, text: string, signal?: AbortSignal) {
  if ((await engine.catalog('home-manager')) === undefined) return [];
  return findOptions(engine, { text, set: 'home-manager', limit: beside }, signal);
}

interface Found {
  readonly options: readonly SearchResult[];
  /** Undefined where packages are not wanted. */
  readonly packages?: PackagesFound;
}

/**
 * Looked for everything, a person waits for nobody else as long as this machine knows something;
 * who looks for packages or options alone wants all there are.
 */
async function find(engine: DocsEngine, request: SearchRequest): Promise<Found> {
  if (request.kinds !== 'all') return findWhere(engine, request, false);
  const here = await findWhere(engine, request, true);
  const nothing = here.options.length === 0 && (here.packages?.results.length ?? 0) === 0;
  return nothing ? findWhere(engine, request, false) : here;
}

async function findWhere(
  engine: DocsEngine,
  { query: text, kinds, set, limit, signal }: SearchRequest,
  local: boolean,
): Promise<Found> {
  const asked = { text, local };
  const packageLimit = kinds === 'all' ? beside + 2 : limit;
  const [options, packages] = await Promise.all([
    kinds === 'packages' ? [] : findOptions(engine, { ...asked, set, limit }, signal),
    kinds === 'options'
      ? undefined
      : findPackages(engine, { ...asked, limit: packageLimit }, signal),
  ]);
  return { options, packages };
}

function notesOn(lack: string | undefined, packagesIndexed: boolean): string[] {
  return [
    ...(lack === undefined ? [] : [lack]),
    ...(packagesIndexed
      ? []
      : [
          'No package index is at hand: packages are those that the handbook names. nixai docs sync gets it.',
        ]),
  ];
}
