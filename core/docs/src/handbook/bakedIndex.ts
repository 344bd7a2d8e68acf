import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lazyLines, type Handbook } from '../topics/index.js';
import { packageRoot } from '../packageRoot.js';
import { decodeIndex, encodeIndex } from './indexFile.js';
import type { Phrasing } from './sameness.js';
import type { SearchIndex } from './searchIndex.js';
import { buildTopicIndex } from './topicSearch.js';

const indexFile = 'handbook-topics.index';
const phrasingsFile = 'handbook-phrasings.jsonl';

/** What topics are found by, as the files that it is baked to. */
export async function indexFiles({ topics }: Handbook): Promise<Record<string, Uint8Array>> {
  const { phrasingsOf } = await import('./phrasings.js');
  const lines = phrasingsOf(topics).map((phrasings) => JSON.stringify(phrasings));
  return {
    [indexFile]: encodeIndex(buildTopicIndex(topics)),
    [phrasingsFile]: Buffer.from(lines.join('\n')),
  };
}

/**
 * The search index as `npm run build` baked it; built here where the file is absent or of another
 * handbook. Building takes a quarter of a second, reading a few milliseconds.
 */
export function topicIndexOf({ topics }: Handbook): SearchIndex {
  const path = join(packageRoot, 'dist', indexFile);
  const baked = existsSync(path) ? decodeIndex(readFileSync(path)) : undefined;
  return baked?.documents === topics.length ? baked : buildTopicIndex(topics);
}

/** How people ask for each topic, as it was baked; a line is parsed when its topic is looked at. */
export function phrasingsFor({ topics }: Handbook): readonly (readonly Phrasing[])[] {
  const path = join(packageRoot, 'dist', phrasingsFile);
  const lines = existsSync(path) ? lazyLines<Phrasing[]>(readFileSync(path)) : [];
  return lines.length === topics.length ? lines : [];
}
