#!/usr/bin/env node
// Checks the handbook's YAML and bakes it into JSON that loads fast, with what search derives from it.
// build-handbook.js [SOURCE-FOLDER [OUTPUT-FOLDER]]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const core = join(import.meta.dirname, '..', 'core');
const [source = join(core, 'docs/handbook'), output] = process.argv.slice(2);
// The room reads its own; the program has it beside its bundle.
const outputs = output === undefined ? [join(core, 'docs/dist'), join(core, 'cli/dist')] : [output];

const { compileHandbook } = await import(join(core, 'docs/dist/topics/compileHandbook.js'));
const { indexFiles } = await import(join(core, 'docs/dist/handbook/bakedIndex.js'));
const { standingFiles } = await import(join(core, 'docs/dist/relevance/standing.js'));
const { wordFiles } = await import(join(core, 'docs/dist/handbook/preparedWords.js'));
const { phraseFile } = await import(join(core, 'docs/dist/relevance/phraseStems.js'));
const { namesInTopics } = await import(join(core, 'check/dist/verify/namesInTopics.js'));
const { handbook, faults } = compileHandbook(source);
if (faults.length === 0) {
  const { topics, options, renames } = handbook;
  const files = {
    'handbook-topics.jsonl': topics.map((topic) => JSON.stringify(topic)).join('\n'),
    'handbook-options.json': JSON.stringify(options),
    'handbook-renames.json': JSON.stringify(renames),
    'handbook-names.json': JSON.stringify(namesInTopics(topics)),
    ...(await indexFiles(handbook)),
    ...standingFiles(handbook),
    ...wordFiles(handbook),
    ...phraseFile(),
  };
  for (const folder of outputs) {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  }
} else {
  for (const fault of faults) console.error(`handbook/${fault}`);
  process.exitCode = 1;
}
