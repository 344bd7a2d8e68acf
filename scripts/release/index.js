#!/usr/bin/env node
// Packs everything for people without a registry that has it: `npm run release [-- FOLDER]`. The
// folder gets a tarball of every package, each plugin with the api that it needs; `nixai-VERSION.tgz`,
// which `npm install --global` takes alone, with the official plugins, manual pages and every dependency
// in it; `manifest.json` with the hash of each and how old the facts of options are; `sbom.cdx.json`, what
// they are made of; and `SHA256SUMS` of all, for `sha256sum --check`. With --key FILE (OpenSSH, ed25519)
// the sums are signed: `ssh-keygen -Y verify -n nixai-release`. --dry-run does all of it, says which
// versions and changelogs the commits make, and keeps nothing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRelease } from './flags.js';
import { factsOfOptions, makeRelease } from './make.js';
import { root } from './program.js';
import { releaseReport } from './report.js';
import { plannedVersions } from './versions.js';

const asked = parseRelease(process.argv.slice(2), root);
if (asked.wrong === undefined) await release(asked);
else {
  process.stderr.write(asked.wrong);
  process.exitCode = 2;
}

async function release({ folder: wanted, dryRun, key }) {
  // Before anything takes minutes.
  const privateKey = key === undefined ? undefined : readFileSync(key, 'utf8');
  execFileSync(process.execPath, [join(root, 'scripts/build.js')], { stdio: ['ignore', 2, 2] });
  const versions = dryRun ? plannedVersions(root) : undefined;
  const folder = dryRun ? mkdtempSync(join(tmpdir(), 'nixai-dry-')) : wanted;
  try {
    if (!dryRun) rmSync(folder, { recursive: true, force: true });
    const program = await makeRelease(folder, privateKey);
    const sizeOf = (name) => statSync(join(folder, name)).size;
    const files = readdirSync(folder).map((name) => ({ name, size: sizeOf(name) }));
    const signed = privateKey !== undefined;
    process.stdout.write(
      `${releaseReport({ versions, files, signed, facts: factsOfOptions() })}\n`,
    );
    if (!dryRun) process.stderr.write(`npm install --global ${program}\n`);
  } finally {
    if (dryRun) rmSync(folder, { recursive: true, force: true });
  }
}
