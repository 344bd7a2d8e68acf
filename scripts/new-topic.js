#!/usr/bin/env node
// Starts a topic of the handbook: npm run new:topic -- ID "Title"
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'core/docs/handbook/topics');
const [id = '', title = ''] = process.argv.slice(2);

function fail(message) {
  console.error(message);
  process.exit(2);
}

if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || title === '')
  fail('usage: npm run new:topic -- ID "Title"   (ID in kebab-case)');
const file = join(folder, `${id}.yaml`);
if (existsSync(file)) fail(`${file} is there already`);

const near = readdirSync(folder)
  .map((name) => name.replace(/\.yaml$/, ''))
  .filter((name) => id.split('-').some((word) => name.split('-').includes(word)));

// The build refuses it as it is: what is empty here has to be written.
writeFileSync(
  file,
  `id: ${id}
title: '${title.replaceAll("'", "''")}'
area: services
kind: howto
# Three to eight, as people ask: their words, error messages among them.
questions: []
# Words that lead here and nowhere else.
synonyms: []
# Direct: what to set or run first, then why, in a few sentences. Options and code in backticks.
answer: >
options: []
snippets:
  - title: configuration.nix
    where: nixos
    code: |
steps:
  - Rebuild.
checks: []
pitfalls: []
related: [${near.join(', ')}]
`,
);
console.log(`${file}
Next: fill it in, then
  npm run build && npm run dev -- ask "one of its questions"
docs/topics.md tells what belongs into it and who checks what.`);
