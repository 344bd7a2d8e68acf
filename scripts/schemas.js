#!/usr/bin/env node
// Writes the JSON Schema of what each command returns, out of the command: schemas.js [--check]
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');

/** Folders of packages with commands. */
function packages() {
  const plugins = readdirSync(join(root, 'plugins')).map((name) => join(root, 'plugins', name));
  return [join(root, 'core/cli'), ...plugins].filter((one) =>
    existsSync(join(one, 'dist/commands')),
  );
}

/** Each command of a package: its id, and what its file exports. */
async function commandsOf(folder) {
  const below = join(folder, 'dist/commands');
  const files = readdirSync(below, { recursive: true }).filter(
    (file) => file.endsWith('.js') && !file.endsWith('.test.js'),
  );
  return Promise.all(
    files.map(async (file) => ({
      id: file
        .slice(0, -3)
        .replace(/(^|\/)index$/, '')
        .replaceAll('/', '-'),
      command: (await import(pathToFileURL(join(below, file)))).default,
    })),
  );
}

/** Formats of files that a package publishes: a schema by name. */
async function formatsOf(folder) {
  const file = join(folder, 'dist/publishedSchemas.js');
  return existsSync(file) ? Object.entries((await import(pathToFileURL(file))).default) : [];
}

let stale = 0;
async function publish(folder, id, schema) {
  const target = join(folder, 'schemas', `${id}.json`);
  const document = { $schema: 'http://json-schema.org/draft-07/schema#', ...schema };
  const options = await resolveConfig(target);
  const text = await format(JSON.stringify(document), { ...options, parser: 'json' });
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return;
  stale++;
  if (check) process.stderr.write(`${relative(root, target)} is out of date: npm run schemas\n`);
  else {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

for (const folder of packages()) {
  for (const { id, command } of await commandsOf(folder)) {
    if (command.output === undefined) {
      stale++;
      process.stderr.write(`${id} does not say what it returns: give it \`output\`\n`);
      continue;
    }
    await publish(folder, id, { title: command.summary, ...command.output });
  }
  for (const [id, schema] of await formatsOf(folder)) await publish(folder, id, schema);
}
if (check && stale > 0) process.exitCode = 1;
