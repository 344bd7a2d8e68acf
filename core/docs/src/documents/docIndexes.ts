import type { DocDocument, DocIndex, DocIndexes, Passage } from '@nixai/api';
import { topicIndexOf } from '../handbook/bakedIndex.js';
import { openPostings } from '../handbook/postings.js';
import { buildSearchIndex } from '../handbook/searchIndex.js';
import { loadHandbook } from '../topics/index.js';
import { fitOf } from './fit.js';
import { partsOf, type DocPart } from './parts.js';

/** Search for documents of others, with the handbook's words and an honest score. */
export function createDocIndexes(): DocIndexes {
  return {
    async create({ source, documents }) {
      const parts: DocPart[] = [];
      const ids = new Set<string>();
      for await (const document of documents) {
        ids.add(document.id);
        parts.push(...partsOf(document));
      }
      return createDocIndex(source, parts, ids.size);
    },
  };
}

function createDocIndex(source: string, parts: readonly DocPart[], size: number): DocIndex {
  const own = openPostings(buildSearchIndex(parts.map(({ fields }) => fields)));
  // How rare a word is tells a large collection: among three pages every word is as rare.
  const everybody = openPostings(topicIndexOf(loadHandbook()));
  return {
    size,
    search({ text, limit }) {
      const best = new Map<string, Passage>();
      for (const { part: at, score, words } of fitOf(text, own, everybody)) {
        const part = parts[at];
        if (part === undefined) continue;
        const before = best.get(part.document.id);
        if (before !== undefined && before.score >= score) continue;
        best.set(part.document.id, passageOf(source, part, score, words));
      }
      return [...best.values()].sort((a, b) => b.score - a.score).slice(0, limit);
    },
  };
}

function passageOf(
  source: string,
  { document, heading, text }: DocPart,
  score: number,
  words: readonly string[],
): Passage {
  const { id, title, url, file, options, packages }: DocDocument = document;
  return {
    id,
    kind: 'page',
    title,
    text,
    score,
    why: `about ${words.slice(0, 4).join(', ')}`,
    citation: { source, title, section: heading, url, file },
    options,
    packages,
  };
}
