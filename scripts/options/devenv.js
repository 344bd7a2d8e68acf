#!/usr/bin/env node
// Makes the facts of plugins/devenv from devenv's options: names, types, defaults. No prose.
//   devenv.js devenv-options.json
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [path] = process.argv.slice(2);
const { meta, options } = JSON.parse(readFileSync(path, 'utf8'));

/** A description has typographic quotes, notes in italics, and escapes that are not of the type. */
const typeOf = (type) =>
  type
    .replace(/\s*\*\(read only\)\*/, '')
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
const line = ({ name, type, default: value }) => {
  const short = value?.replace(/\s+/g, ' ').trim();
  return [name, typeOf(type), ...(short && short.length <= 100 ? [short] : [])].join('\t');
};
const text = options.map(line).sort().join('\n');
const out = `// Made by scripts/options/devenv.js out of devenv's own list of options: facts, and no prose.

/** What the list was made from. */
export const madeFrom = { version: '${meta.version}', commit: '${meta.commit}', date: '${meta.date}' };

/** An option a line: name, type, and its default where that is short; tabs between. */
export const lines = ${JSON.stringify(text).replaceAll('\\n', '\\n')};
`;
writeFileSync(join(import.meta.dirname, '../../plugins/devenv/src/options/facts.ts'), out);
