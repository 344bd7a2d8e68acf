import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handbook } from '../../handbook/index.js';
import { packageRoot } from '../../packageRoot.js';
import { decodeIndex, encodeIndex } from './indexFile.js';
import { buildOptionIndex } from './optionSearch.js';
import type { SearchIndex } from './searchIndex.js';
import { buildTopicIndex } from './topicSearch.js';

const build = {
  topics: ({ topics }: Handbook) => buildTopicIndex(topics),
  options: ({ options }: Handbook) => buildOptionIndex(options),
};

type IndexName = keyof typeof build;

/** The handbook's search indexes, as the files that they are baked to. */
export function indexFiles(handbook: Handbook): Record<string, Uint8Array> {
  const names: readonly IndexName[] = ['topics', 'options'];
  return Object.fromEntries(
    names.map((name) => [fileOf(name), encodeIndex(build[name](handbook))]),
  );
}

/**
 * The search index as `npm run build` baked it; built here where the file is absent or of another
 * handbook. Building takes a quarter of a second, reading a few milliseconds.
 */
export function searchIndexOf(name: IndexName, handbook: Handbook): SearchIndex {
  const path = join(packageRoot, 'dist', fileOf(name));
  const baked = existsSync(path) ? decodeIndex(readFileSync(path)) : undefined;
  return baked?.documents === handbook[name].length ? baked : build[name](handbook);
}

function fileOf(name: IndexName): string {
  return `handbook-${name}.index`;
}
