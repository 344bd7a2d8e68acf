import type {
  DocKind,
  DocQuery,
  DocSource,
  DocSourceStatus,
  DocSyncOptions,
  Host,
  OptionCatalog,
  OptionSet,
  PackageDoc,
  Passage,
} from '@nixai/api';
import {
  catalogOf,
  indexPlaces,
  type Index,
  type IndexContent,
  type IndexPlace,
  type IndexStore,
} from '../index/index.js';
import { searchOptions, searchPackages } from '../relevance/index.js';
import { describeIndexes } from './describeIndexes.js';
import { optionDoc } from './optionDocs.js';
import { optionPassage, packagePassage } from './passages.js';
import { packageDoc } from './packageDocs.js';

/** What sets one source of indexed data apart from another. */
export interface IndexedSourceSpec {
  readonly name: string;
  readonly summary: string;
  /** The command that fetches or builds its data. */
  readonly hint: string;
  /** Brings an index up to date when what it was made from has changed; before its first use. */
  readonly refresh?: (index: Index, place: IndexPlace) => Promise<void>;
  readonly sync: (options: DocSyncOptions, signal: AbortSignal) => Promise<void>;
  /** See `DocSource`. */
  readonly syncOnRequest?: boolean;
  /** The release to prefer where several are indexed. */
  readonly preferred?: () => Promise<string | undefined>;
}

/** Milliseconds for which it is taken as given which index is there. */
const memory = 1_000;

const optionSets: readonly OptionSet[] = ['nixos', 'home-manager', 'nix-darwin'];

/** A doc source that answers from indexes on this machine. */
export function createIndexedSource(
  host: Host,
  store: IndexStore,
  spec: IndexedSourceSpec,
): DocSource {
  const fresh = new Map<string, Promise<void>>();
  const recent = new Map<IndexContent, { at: number; index: Promise<Index | undefined> }>();

  /** One answer asks many times; a shell that runs for hours sees what was synced beside it. */
  function indexOf(content: IndexContent): Promise<Index | undefined> {
    const known = recent.get(content);
    if (known !== undefined && Date.now() - known.at < memory) return known.index;
    const index = findIndex(content);
    recent.set(content, { at: Date.now(), index });
    return index;
  }

  /** The index of that content: of the preferred release, else of the newest. */
  async function findIndex(content: IndexContent): Promise<Index | undefined> {
    const places = indexPlaces(host, spec.name).filter((place) => place.content === content);
    const preferred = places.length > 1 ? await spec.preferred?.() : undefined;
    const place = places.find(({ release }) => release === preferred) ?? places[0];
    if (place === undefined) return undefined;
    const index = store.open(place);
    if (index === undefined || !spec.refresh) return index;
    if (!fresh.has(place.path)) fresh.set(place.path, spec.refresh(index, place));
    await fresh.get(place.path);
    return store.open(place);
  }

  async function catalog(set: OptionSet): Promise<OptionCatalog | undefined> {
    const index = await indexOf(set);
    return index && catalogOf(index, (id) => optionDoc(index, id));
  }

  async function status(): Promise<DocSourceStatus> {
    const places = indexPlaces(host, spec.name);
    const indexes = places.map((place) => ({ place, index: store.open(place) }));
    return describeIndexes(indexes, spec.hint);
  }

  return {
    name: spec.name,
    summary: spec.summary,
    kinds: ['option', 'package'],
    syncOnRequest: spec.syncOnRequest,
    catalog,
    status,
    async search(query: DocQuery): Promise<readonly Passage[]> {
      const wants = (kind: DocKind) => query.kinds?.includes(kind) ?? true;
      const passages: Passage[] = [];
      for (const set of wants('option') ? optionSets : []) {
        const index = query.set === undefined || query.set === set ? await indexOf(set) : undefined;
        if (index === undefined) continue;
        for (const hit of searchOptions(index, query.text, query.limit))
          passages.push(optionPassage(optionDoc(index, hit.id), hit));
      }
      const index = wants('package') ? await indexOf('packages') : undefined;
      if (index !== undefined)
        for (const hit of searchPackages(index, query.text, query.limit))
          passages.push(packagePassage(packageDoc(index, hit.id), hit));
      return passages.sort((a, b) => b.score - a.score).slice(0, query.limit);
    },
    async option(name, set) {
      for (const one of set === undefined ? optionSets : [set]) {
        const found = (await catalog(one))?.option(name);
        if (found) return found;
      }
      return undefined;
    },
    async package(attribute): Promise<PackageDoc | undefined> {
      const index = await indexOf('packages');
      const id = index?.idOf(attribute);
      return index === undefined || id === undefined ? undefined : packageDoc(index, id);
    },
    async sync(options, signal) {
      await spec.sync(options, signal);
      fresh.clear();
      recent.clear();
      return status();
    },
  };
}
