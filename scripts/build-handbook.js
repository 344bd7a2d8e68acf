#!/usr/bin/env node
// Checks the handbook's YAML and bakes it into JSON that loads fast, with what search derives from it.
// build-handbook.js [SOURCE-FOLDER [OUTPUT-FOLDER]]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '..', 'core/cli');
const [source = join(cli, 'handbook'), output = join(cli, 'dist')] = process.argv.slice(2);

const { compileHandbook } = await import(join(cli, 'dist/handbook/compileHandbook.js'));
const { indexFiles } = await import(join(cli, 'dist/docs/handbook/bakedIndex.js'));
const { standingFile } = await import(join(cli, 'dist/docs/relevance/standing.js'));
const { namesInTopics } = await import(join(cli, 'dist/verify/namesInTopics.js'));
const { handbook, faults } = compileHandbook(source);
if (faults.length === 0) {
  const { topics, options, renames } = handbook;
  mkdirSync(output, { recursive: true });
  const lines = topics.map((topic) => JSON.stringify(topic));
  writeFileSync(join(output, 'handbook-topics.jsonl'), lines.join('\n'));
  writeFileSync(join(output, 'handbook-options.json'), JSON.stringify(options));
  writeFileSync(join(output, 'handbook-renames.json'), JSON.stringify(renames));
  writeFileSync(join(output, 'handbook-names.json'), JSON.stringify(namesInTopics(topics)));
  const derived = { ...indexFiles(handbook), ...standingFile(handbook) };
  for (const [name, content] of Object.entries(derived)) writeFileSync(join(output, name), content);
} else {
  for (const fault of faults) console.error(`handbook/${fault}`);
  process.exitCode = 1;
}
