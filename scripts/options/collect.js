#!/usr/bin/env node
// Makes the facts of @nixai/options from what is public of an option set: names, types, defaults,
// where each is declared, renames. No prose.
//   collect.js --set nixos --release nixos-25.05 --date 2025-04 --later release-facts.json options.json
//   collect.js --set home-manager --release home-manager-unstable --date 2026-08
//     --modules DIR [--deprecations FILE] [--before older-options.json] options.json
// options.json may be packed with brotli (.br). --modules is a checkout: its own renames are read by
// Nix. --before is an older set of the same kind: what it has and the new one lacks is gone.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { data, factsOf, readJson, writeSet } from './dataFiles.js';
import { later } from './later.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    set: { type: 'string' },
    release: { type: 'string' },
    date: { type: 'string' },
    later: { type: 'string' },
    modules: { type: 'string' },
    deprecations: { type: 'string' },
    before: { type: 'string' },
  },
});
/** What the modules of a checkout say was renamed or removed. */
function renamesIn(folder, deprecations) {
  const calls = /mk(SettingsRenamed|Renamed|Removed|Changed|Merged|Alias)OptionModule/;
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.nix'))
    .map((name) => join(folder, name))
    .filter((file) => calls.test(readFileSync(file, 'utf8')));
  return files.flatMap((file) => {
    const argv = ['--eval', '--strict', '--json', join(import.meta.dirname, 'renames.nix')];
    argv.push('--arg', 'file', file);
    if (deprecations !== undefined) argv.push('--arg', 'deprecations', deprecations);
    try {
      return JSON.parse(
        execFileSync('nix-instantiate', argv, { stdio: ['ignore', 'pipe', 'pipe'] }),
      );
    } catch {
      process.stderr.write(`not read: ${file}\n`);
      return [];
    }
  });
}

/** The options that the words about a removal name: where to look instead. */
function successors(text, facts) {
  const named = text.match(/[a-z][\w-]*(?:\.(?:[\w-]+|<name>|\*))+/gi) ?? [];
  return [...new Set(named)].filter((name) => facts.has(name));
}

/** Renames whose new name is there and whose old one is not; and what is gone since the older set. */
function ownRenames(facts, { set, modules, deprecations, before }) {
  const names = [...facts.keys()];
  const known = (name) =>
    names.some((one) => one === name || one.startsWith(`${name}.`) || name.startsWith(`${one}.`));
  const renames = (modules === undefined ? [] : renamesIn(modules, deprecations))
    .map(({ old, new: to, text }) => ({ old: old.join('.'), to: to?.join('.'), text }))
    .filter(({ old, to }) => !facts.has(old) && (to === undefined || known(to)))
    .map(({ old, to, text }) =>
      to === undefined
        ? { set, old, new: successors(text, facts), kind: 'removed', since: 'unknown' }
        : { set, old, new: [to], kind: 'renamed', since: 'unknown' },
    );
  const told = new Set(renames.map(({ old }) => old));
  const gone = Object.keys(before === undefined ? {} : readJson(before))
    .filter((name) => !facts.has(name) && !told.has(name))
    .filter((name) => !renames.some(({ old }) => name.startsWith(`${old}.`)))
    .map((old) => ({ set, old, new: [], kind: 'removed', since: 'unknown' }));
  return [...renames, ...gone];
}

const { set, release, date } = values;
const facts = factsOf(readJson(positionals[0]));
const known = values.later === undefined ? undefined : later(facts, readJson(values.later));
const renames = known?.renames ?? ownRenames(facts, values);
const body = {
  set,
  release,
  date,
  until: known?.until,
  options: [...facts].sort(([a], [b]) => (a < b ? -1 : 1)),
};
const unique = [...new Map(renames.map((rename) => [rename.old, rename])).values()];
writeSet(data, body, unique);
process.stderr.write(`${set}: ${facts.size} options, ${unique.length} renames\n`);
