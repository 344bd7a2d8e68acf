#!/usr/bin/env node
// Checks the handbook's YAML and bakes it into JSON that loads fast, with its search indexes.
// build-handbook.js [SOURCE-FOLDER [OUTPUT-FOLDER]]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '..', 'core/cli');
const [source = join(cli, 'handbook'), output = join(cli, 'dist')] = process.argv.slice(2);

const { compileHandbook } = await import(join(cli, 'dist/handbook/compileHandbook.js'));
const { indexFiles } = await import(join(cli, 'dist/docs/handbook/bakedIndex.js'));
const { handbook, faults } = compileHandbook(source);
if (faults.length === 0) {
  const { options, ...others } = handbook;
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, 'handbook.json'), JSON.stringify(others));
  writeFileSync(join(output, 'handbook-options.json'), JSON.stringify(options));
  for (const [name, index] of Object.entries(indexFiles(handbook)))
    writeFileSync(join(output, name), index);
} else {
  for (const fault of faults) console.error(`handbook/${fault}`);
  process.exitCode = 1;
}
