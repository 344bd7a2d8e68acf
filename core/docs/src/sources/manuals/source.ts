import {
  http,
  type DocSource,
  type DocSourceStatus,
  type DocSyncOptions,
  type Host,
} from '@nixai/api';
import {
  buildIndex,
  indexPlace,
  indexPlaces,
  type IndexEntry,
  type IndexStore,
} from '../../index/index.js';
import { describeIndexes } from '../describeIndexes.js';
import { htmlSections } from '../pages/htmlSections.js';
import { pagePassage, stemsOf, type CitedSection } from '../pages/pagePassage.js';
import { crawl, type Page } from './crawl.js';
import { sha256 } from '../sha256.js';

const manuals = [
  'https://nixos.org/manual/nixos/stable/',
  'https://nixos.org/manual/nixpkgs/stable/',
  'https://nix-community.github.io/home-manager/',
  'https://nix.dev/',
  'https://nix.dev/manual/nix/latest/',
];

const hint = 'nixai docs sync --source manuals';

/** The manuals of NixOS, nixpkgs, Home Manager and Nix, and nix.dev, section by section, offline. */
export function createManualsSource(host: Host, store: IndexStore): DocSource {
  const place = indexPlace(host, 'manuals', undefined, 'pages');

  async function sync({ from, onProgress }: DocSyncOptions, signal: AbortSignal): Promise<void> {
    const client = await host.service(http);
    const roots = from ? [from] : ((await host.config.get('docs.manual_urls')) ?? manuals);
    const sections: CitedSection[] = [];
    let done = 0;
    for (const root of roots) {
      const pages = await crawl(client, root, {
        signal,
        onPage: () => onProgress?.(++done),
      });
      sections.push(...pages.flatMap(sectionsOf));
    }
    const about = {
      content: 'pages' as const,
      source: 'manuals',
      date: new Date().toISOString(),
      from: roots.join(' '),
      fingerprint: await sha256(JSON.stringify(sections)),
    };
    await buildIndex(host, place.path, about, sections.map(entryOf));
    store.drop(place);
  }

  async function status(): Promise<DocSourceStatus> {
    const places = indexPlaces(host, 'manuals');
    return describeIndexes(
      places.map((one) => ({ place: one, index: store.open(one) })),
      hint,
    );
  }

  return {
    name: 'manuals',
    summary: 'The manuals of NixOS, nixpkgs, Home Manager and Nix, and nix.dev, for use offline',
    kinds: ['page'],
    syncOnRequest: true,
    status,
    async search({ text, limit }) {
      const index = store.open(place);
      const words = stemsOf(text);
      if (index === undefined || words.length === 0) return [];
      return index
        .prose(words, 5 * limit, true)
        .map((id) =>
          pagePassage(
            index.body<CitedSection>(id, ['title', 'text', 'source', 'page', 'url']),
            text,
          ),
        )
        .sort((a, b) => b.score - a.score)
        .slice(0, limit);
    },
    async sync(options, signal) {
      await sync(options, signal);
      return status();
    },
  };
}

function sectionsOf({ url, html }: Page): CitedSection[] {
  const sections = htmlSections(html, url);
  const page = sections[0]?.title ?? '';
  return sections.map((section) => ({ ...section, source: 'manuals', page, url }));
}

function entryOf(section: CitedSection): IndexEntry {
  const { url, anchor, page, title, text } = section;
  return { name: `${url}#${anchor}`, type: '', body: section, text: `${page} ${title} ${text}` };
}
