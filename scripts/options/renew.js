#!/usr/bin/env node
// Renews the facts of a set from a newer options.json, and says what that changes:
//   npm run data -- options FILE --set nixos --release nixos-26.11 --date 2026-11 [--write]
// Without --write nothing is written. What was renamed is known by the renames that are kept already;
// a name that went and that none of them has is noted as removed since that release.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { data, factsOf, readJson, writeSet } from './dataFiles.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    set: { type: 'string', default: 'nixos' },
    release: { type: 'string' },
    date: { type: 'string' },
    folder: { type: 'string', default: data },
    write: { type: 'boolean', default: false },
  },
});
const [kind, file] = positionals;
const { set, release, date, write } = values;
if (kind !== 'options' || [file, release, date].includes(undefined)) {
  process.stderr.write(
    'npm run data -- options FILE --release nixos-26.11 --date 2026-11 [--set nixos] [--write]\n',
  );
  process.exit(2);
}

const folder = resolve(values.folder);
const old = readJson(join(folder, `${set}.json.br`));
const before = new Map(old.options);
const now = factsOf(readJson(file));
// What is there again was not renamed after all, or came back.
const kept = readJson(join(folder, `${set}.renames.json`)).filter(
  ({ old: name }) => !now.has(name),
);
const moveOf = (name) => kept.find((one) => one.old === name || name.startsWith(`${one.old}.`));

const gone = [...before.keys()].filter((name) => !now.has(name)).sort();
const moved = gone.filter((name) => moveOf(name)?.kind === 'renamed');
const went = gone.filter((name) => moveOf(name)?.kind !== 'renamed');
const appeared = [...now.keys()].filter((name) => !before.has(name)).sort();
const differs = (field) => (name) =>
  before.has(name) && (before.get(name)[field] ?? '') !== (now.get(name)[field] ?? '');
const types = [...now.keys()].filter(differs('type')).sort();
const defaults = [...now.keys()].filter(differs('default')).sort();

const print = (title, names, line = (name) => name) =>
  process.stdout.write(
    `${title}: ${names.length}\n${names.map((name) => `  ${line(name)}\n`).join('')}`,
  );
print('appeared', appeared);
print('went', went);
print('renamed', moved, (name) => `${name} -> ${moveOf(name).new.join(', ')}`);
print('other type', types, (name) => `${name}: ${before.get(name).type} -> ${now.get(name).type}`);
print('other default', defaults);

if (write) {
  const since = /\d\d\.\d\d$/.exec(release)?.[0] ?? 'unknown';
  const removed = went
    .filter((name) => moveOf(name) === undefined)
    .map((name) => ({ set, old: name, new: [], kind: 'removed', since }));
  const options = [...now].sort(([a], [b]) => (a < b ? -1 : 1));
  writeSet(folder, { set, release, date, options }, [...kept, ...removed]);
  process.stderr.write(`${set}: ${now.size} options, ${kept.length + removed.length} renames\n`);
} else process.stderr.write('nothing is written: add --write\n');
