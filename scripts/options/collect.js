#!/usr/bin/env node
// Makes the facts of @nixai/options from what is public of an option set: names, types, defaults,
// where each is declared, renames. No prose.
//   collect.js --set nixos --release nixos-25.05 --date 2025-04 --later release-facts.json options.json
//   collect.js --set home-manager --release home-manager-unstable --date 2026-08
//     --modules DIR [--deprecations FILE] [--before older-options.json] options.json
// options.json may be packed with brotli (.br). --modules is a checkout: its own renames are read by
// Nix. --before is an older set of the same kind: what it has and the new one lacks is gone.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
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
const data = join(import.meta.dirname, '../../core/options/data');

function readJson(path) {
  const bytes = readFileSync(path);
  return JSON.parse(path.endsWith('.br') ? brotliDecompressSync(bytes) : bytes);
}

/** A default as Nix code, where it is short enough to be worth telling. */
function defaultOf({ default: value }) {
  if (typeof value !== 'object' || value?._type !== 'literalExpression') return undefined;
  const text = value.text.trim();
  return text.length <= 160 ? text : undefined;
}

/** Declarations as paths inside the repository. */
const placesOf = ({ declarations = [] }) =>
  declarations.map((one) => (typeof one === 'string' ? one : (one.name ?? '')));

function factsOf(options) {
  return new Map(
    Object.entries(options).map(([name, option]) => [
      name,
      {
        type: option.type ?? 'unspecified value',
        default: defaultOf(option),
        places: placesOf(option),
      },
    ]),
  );
}

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

/** Renames whose new name is there and whose old one is not; and what is gone since the older set. */
function ownRenames(facts, { set, modules, deprecations, before }) {
  const names = [...facts.keys()];
  const known = (name) =>
    names.some((one) => one === name || one.startsWith(`${name}.`) || name.startsWith(`${one}.`));
  const renames = (modules === undefined ? [] : renamesIn(modules, deprecations))
    .map(({ old, new: to }) => ({ old: old.join('.'), to: to?.join('.') }))
    .filter(({ old, to }) => !facts.has(old) && (to === undefined || known(to)))
    .map(({ old, to }) =>
      to === undefined
        ? { set, old, new: [], kind: 'removed', since: 'unknown' }
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
writeFileSync(
  join(data, `${set}.json.br`),
  brotliCompressSync(JSON.stringify(body), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  }),
);
const unique = [...new Map(renames.map((rename) => [rename.old, rename])).values()];
const lines = unique
  .sort((a, b) => (a.old < b.old ? -1 : 1))
  .map((one) => `  ${JSON.stringify(one)}`);
writeFileSync(join(data, `${set}.renames.json`), `[\n${lines.join(',\n')}\n]\n`);
process.stderr.write(`${set}: ${facts.size} options, ${unique.length} renames\n`);
