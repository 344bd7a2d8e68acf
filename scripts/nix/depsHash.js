#!/usr/bin/env node
// Renews `npmDepsHash` of nix/package.nix after package-lock.json has changed: `npm run deps-hash`. The hash
// is put together by nixai package-repo, of npm's own cache, with neither Nix nor a guess. Of each entry of
// the lock the address is written that npm leaves out where it is told to, as Nix needs it; tarballs for
// other systems, which `npm ci` does not get here, come into the cache by `npm cache add`.
// --check says whether the hash is that of the lock, and changes nothing.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { npmDepsHash, readCache } from '../../plugins/package-repo/dist/hashes/npm.js';
import { parseNpmLock } from '../../plugins/package-repo/dist/languages/node/lock.js';

const root = join(import.meta.dirname, '../..');
const lockPath = join(root, 'package-lock.json');
const packagePath = join(root, 'nix/package.nix');
const line = /npmDepsHash = "([^"]*)"; # lock ([0-9a-f]*)/;

/** What tells a lock from another one, short enough to stand beside the hash. */
const markOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The lock with the address of every package of a registry, where npm puts it. */
function withAddresses(text) {
  const lock = JSON.parse(text);
  const packages = Object.entries(lock.packages).map(([path, one]) => {
    const name = one.name ?? path.slice(path.lastIndexOf('node_modules/') + 13);
    const ofRegistry = path.includes('node_modules/') && one.link !== true && !one.inBundle;
    if (!ofRegistry || one.resolved !== undefined) return [path, one];
    const file = `${name.slice(name.lastIndexOf('/') + 1)}-${one.version}.tgz`;
    const resolved = `https://registry.npmjs.org/${name}/-/${file}`;
    const { name: alias, version, ...more } = one;
    return [path, { ...(alias && { name: alias }), version, resolved, ...more }];
  });
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, undefined, 2)}\n`;
}

/** Has npm get what is not in its cache, a few at a time: a command line has an end. */
function fetchAll(addresses) {
  for (let at = 0; at < addresses.length; at += 20)
    execFileSync('npm', ['cache', 'add', ...addresses.slice(at, at + 20)], { stdio: 'inherit' });
}

/** @returns undefined where npm's cache has not all of the lock. */
async function computed() {
  const signal = new AbortController().signal;
  const answer = await npmDepsHash({}, { folder: root, signal });
  return answer.hash;
}

const source = readFileSync(packagePath, 'utf8');
const [, hash, mark] = line.exec(source) ?? [];
if (parseArgs({ options: { check: { type: 'boolean' } } }).values.check === true) {
  const text = readFileSync(lockPath, 'utf8');
  const now = await computed();
  const wrong = [
    ...(text === withAddresses(text) ? [] : ['package-lock.json has entries without an address']),
    ...(mark === markOf(text) ? [] : ['npmDepsHash of nix/package.nix is of another lock']),
    ...(now === undefined || now === hash ? [] : [`npmDepsHash should be ${now}`]),
  ];
  process.stdout.write(
    now === undefined ? 'not computed: npm has not all of it in its cache\n' : `${now}\n`,
  );
  if (wrong.length > 0) {
    process.stderr.write(`${wrong.join('\n')}\nnpm run deps-hash\n`);
    process.exitCode = 1;
  }
} else {
  const text = withAddresses(readFileSync(lockPath, 'utf8'));
  writeFileSync(lockPath, text);
  fetchAll((await readCache(parseNpmLock(text).tarballs)).absent);
  const now = await computed();
  if (now === undefined) throw new Error("npm's cache has not all of package-lock.json");
  writeFileSync(
    packagePath,
    source.replace(line, `npmDepsHash = "${now}"; # lock ${markOf(text)}`),
  );
  process.stdout.write(`${now}\n`);
}
