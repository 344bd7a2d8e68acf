// What the search reads: an index of every section, as a script, since a page that was opened as a file
// may load scripts and nothing else.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import MiniSearch from 'minisearch';
import { indexOptions } from './browser/indexOptions.js';

/** Enough of a section to know it by, up to the end of a word. */
const excerpt = (words) =>
  words.length > 160
    ? `${words
        .slice(0, 160)
        .replace(/\s\S*$/, '')
        .trim()} …`
    : words.trim();

export function searchIndex(pages) {
  const index = new MiniSearch(indexOptions);
  for (const page of pages)
    for (const { id, text, words } of page.sections)
      index.add({
        at: id === undefined ? page.path : `${page.path}#${id}`,
        page: page.title,
        heading: text,
        words,
        excerpt: excerpt(words),
      });
  return `nixaiIndex = ${JSON.stringify(JSON.stringify(index))};\n`;
}

/** What a page does with the index, with the library in it and its licence before it. */
export function searchScript() {
  const library = dirname(createRequire(import.meta.url).resolve('minisearch'));
  const licence = readFileSync(join(library, '../../LICENSE.txt'), 'utf8');
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, 'browser/search.js')],
    banner: { js: `/* MiniSearch:\n${licence}*/` },
    ...{ bundle: true, format: 'iife', minify: true, target: 'es2022', write: false },
  });
  return outputFiles[0].text;
}
