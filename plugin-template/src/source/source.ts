import type { DocSource, Passage } from '@nixai/api';
import { pages, type Page } from './pages.js';

/** The pages as a doc source: `nixai ask` searches it in parallel with the others. */
export function createSource(all: readonly Page[] = pages): DocSource {
  return {
    name: 'acme-demo',
    summary: 'House rules of acme-demo',
    kinds: ['page'],
    async search({ text, limit }) {
      const wanted = wordsOf(text);
      return all
        .map((page) => passage(page, wanted))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score)
        .slice(0, limit);
    },
    status: async () => ({
      available: true,
      detail: `${all.length} pages`,
      counts: { page: all.length },
    }),
  };
}

const tooCommon = new Set(
  'a and are by can do for how i in is it my of on or the to with'.split(' '),
);

/** The words of a text that say something, without their endings. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.map((word) => word.replace(/s$/, '')).filter((word) => !tooCommon.has(word)),
  );
}

/** A score of 0.5 is a plausible answer, 1 an exact one: it is compared with other sources'. */
function passage(page: Page, wanted: ReadonlySet<string>): Passage {
  const { id, title, text, url, options } = page;
  const held = wordsOf(`${title} ${text}`);
  const hits = [...wanted].filter((word) => held.has(word));
  return {
    id,
    kind: 'page',
    title,
    text,
    options,
    score: hits.length / Math.max(wanted.size, 1),
    why: `words: ${hits.join(', ')}`,
    citation: { source: 'acme-demo', title, url },
  };
}
