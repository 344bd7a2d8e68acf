#!/usr/bin/env node
// npm run bench -- NAME [ARGS]: runs bench/NAME.js; several names may be given.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const names = readdirSync(here)
  .filter((file) => file.endsWith('.js') && file !== 'run.js')
  .map((file) => file.slice(0, -3));
const argv = process.argv.slice(2);
const firstFlag = argv.findIndex((word) => word.startsWith('-'));
const chosen = firstFlag < 0 ? argv : argv.slice(0, firstFlag);
const rest = firstFlag < 0 ? [] : argv.slice(firstFlag);
const unknown = chosen.filter((name) => !existsSync(join(here, `${name}.js`)));
if (chosen.length === 0 || unknown.length > 0) {
  process.stderr.write(`usage: npm run bench -- NAME …   (${names.join(', ')})\n`);
  process.exit(2);
}
for (const name of chosen) {
  const { default: bench } = await import(`./${name}.js`);
  await bench(rest);
}
