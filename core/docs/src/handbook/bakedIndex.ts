import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handbook } from '../topics/index.js';
import { packageRoot } from '../packageRoot.js';
import { decodeIndex, encodeIndex } from './indexFile.js';
import type { SearchIndex } from './searchIndex.js';
import { buildTopicIndex } from './topicSearch.js';

const file = 'handbook-topics.index';

/** The search index over the topics, as the file that it is baked to. */
export function indexFiles({ topics }: Handbook): Record<string, Uint8Array> {
  return { [file]: encodeIndex(buildTopicIndex(topics)) };
}

/**
 * The search index as `npm run build` baked it; built here where the file is absent or of another
 * handbook. Building takes a quarter of a second, reading a few milliseconds.
 */
export function topicIndexOf({ topics }: Handbook): SearchIndex {
  const path = join(packageRoot, 'dist', file);
  const baked = existsSync(path) ? decodeIndex(readFileSync(path)) : undefined;
  return baked?.documents === topics.length ? baked : buildTopicIndex(topics);
}
