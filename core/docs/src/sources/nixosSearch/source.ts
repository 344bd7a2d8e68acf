import {
  http,
  type DocQuery,
  type DocSource,
  type Host,
  type OptionDoc,
  type OptionSet,
  type PackageDoc,
  type Passage,
} from '@nixai/api';
import { channelBranch } from '../channel/branch.js';
import { optionPassage, packagePassage } from '../passages.js';
import { createBackend, type Document, type SearchBackend } from './client.js';
import { optionOf, packageOf } from './documents.js';
import { searchBody, type DocumentType } from './query.js';
import { forgetSchemaVersion, indexName, schemaVersion } from './schemaVersion.js';

const typeOf: Record<OptionSet, DocumentType> = {
  nixos: 'option',
  'home-manager': 'home-manager-option',
  'nix-darwin': 'darwin-option',
};

/** The importer's name for the flakes that are listed by hand. */
const flakes = 'group-manual';

/**
 * The Elasticsearch behind search.nixos.org: for who has fetched no channel yet. What a search found
 * can be looked up afterwards; a look-up alone asks nobody.
 */
export function createNixosSearchSource(host: Host): DocSource {
  const options = new Map<string, OptionDoc>();
  const packages = new Map<string, PackageDoc>();

  async function ask(
    type: DocumentType,
    { text, limit }: DocQuery,
    signal: AbortSignal,
    branch: string,
  ): Promise<readonly Document[]> {
    const backend = createBackend(
      await host.service(http),
      await host.config.get('docs.search_url'),
    );
    const body = searchBody(type, text, limit);
    const find = async (asked: SearchBackend) => {
      const version = await schemaVersion(host, asked, branch, signal);
      return version === undefined ? [] : asked.search(indexName(version, branch), body, signal);
    };
    const found = await find(backend);
    if (found !== undefined) return found.length > 0 ? found : inFlakes(backend, body, signal);
    // The index that was remembered has gone: the site has raised its schema since.
    await forgetSchemaVersion(host, branch);
    return (await find(backend)) ?? [];
  }

  /** What flakes bring that nixpkgs lacks is in one index for all branches. */
  async function inFlakes(
    backend: SearchBackend,
    body: object,
    signal: AbortSignal,
  ): Promise<readonly Document[]> {
    const version = await schemaVersion(host, backend, flakes, signal);
    if (version === undefined) return [];
    return (await backend.search(indexName(version, flakes), body, signal)) ?? [];
  }

  return {
    name: 'nixos-search',
    summary: 'search.nixos.org, where nothing on this machine has the package or option',
    kinds: ['package', 'option'],
    remote: true,
    async search(query, signal): Promise<readonly Passage[]> {
      const branch = await channelBranch(host);
      const wants = (kind: 'package' | 'option') => query.kinds?.includes(kind) ?? true;
      const set = query.set ?? 'nixos';
      const [ofPackages, ofOptions] = await Promise.all([
        wants('package') ? ask('package', query, signal, branch) : [],
        wants('option') ? ask(typeOf[set], query, signal, branch) : [],
      ]);
      const passages: Passage[] = [];
      ofPackages.forEach((document, rank) => {
        const found = packageOf(document, branch);
        if (found === undefined) return;
        packages.set(found.attribute, found);
        passages.push(packagePassage(found, hitOf(found.attribute, query.text, rank)));
      });
      ofOptions.forEach((document, rank) => {
        const found = optionOf(document, set, branch);
        if (found === undefined) return;
        options.set(`${set}:${found.name}`, found);
        passages.push(optionPassage(found, hitOf(found.name, query.text, rank)));
      });
      return passages.sort((a, b) => b.score - a.score).slice(0, query.limit);
    },
    async option(name, set) {
      return set === undefined
        ? Object.keys(typeOf)
            .map((one) => options.get(`${one}:${name}`))
            .find((found) => found !== undefined)
        : options.get(`${set}:${name}`);
    },
    package: async (attribute) => packages.get(attribute),
    async status() {
      const base = await host.config.get('docs.search_url');
      const offline = await host.config.get('offline');
      const detail = offline ? 'not asked: nixai is offline' : `${base}, asked when needed`;
      return { available: !offline, detail, counts: {} };
    },
  };
}

/** The site's scores compare only among themselves; its order is kept. */
function hitOf(name: string, text: string, rank: number) {
  const exact = name.toLowerCase() === text.trim().toLowerCase();
  return { id: rank, score: exact ? 1 : Math.max(0.3, 0.8 - 0.02 * rank), why: 'search.nixos.org' };
}
