#!/usr/bin/env node
// Makes the facts of plugins/devenv from devenv's own list of options: names, types, defaults. No prose.
//   devenv.js docs/src/reference/options.md 2.2.2 2026-08-22
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLine } from '../../plugins/devenv/dist/options/line.js';
import { readOptionsMarkdown } from '../../plugins/devenv/dist/options/markdown.js';

const [path, version, date] = process.argv.slice(2);
const text = readOptionsMarkdown(readFileSync(path, 'utf8')).map(writeLine).join('\n');
const out = `// Made by scripts/options/devenv.js out of devenv's own list of options: facts, and no prose.

/** What the list was made from. */
export const madeFrom = { version: '${version}', date: '${date}' };

/** An option a line: name, type, and its default where that is short; tabs between. */
export const lines = ${JSON.stringify(text)};
`;
writeFileSync(join(import.meta.dirname, '../../plugins/devenv/src/options/facts.ts'), out);
