#!/usr/bin/env node
// Checks the handbook's YAML and bakes it into JSON that loads fast, with its search indexes.
// build-handbook.js [SOURCE-FOLDER [OUTPUT-FILE]]
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const cli = join(import.meta.dirname, '..', 'core/cli');
const [source = join(cli, 'handbook'), output = join(cli, 'dist/handbook.json')] =
  process.argv.slice(2);

const { compileHandbook } = await import(join(cli, 'dist/handbook/compileHandbook.js'));
const { indexFiles } = await import(join(cli, 'dist/docs/handbook/bakedIndex.js'));
const { handbook, faults } = compileHandbook(source);
if (faults.length === 0) {
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, JSON.stringify(handbook));
  for (const [name, index] of Object.entries(indexFiles(handbook)))
    writeFileSync(join(dirname(output), name), index);
} else {
  for (const fault of faults) console.error(`handbook/${fault}`);
  process.exitCode = 1;
}
