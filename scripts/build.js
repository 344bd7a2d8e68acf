#!/usr/bin/env node
// Builds every package: compiles, bakes the handbook, and writes each oclif manifest. With --manifests
// only the last: a manifest names the version, which lerna changes after a build. With --to-run what
// somebody needs who only runs it: types are not checked, and declared for the api alone, which plugins
// are written against.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { transpile } from './transpile.js';

const root = join(import.meta.dirname, '..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');

function run(argv, { cwd = root, stdout = 'inherit' } = {}) {
  const child = spawn(process.execPath, argv, {
    cwd,
    // oclif's own program would ask the registry for a newer oclif, and say so for each package.
    env: { ...process.env, OCLIF_SKIP_NEW_VERSION_CHECK: 'true' },
    stdio: ['ignore', stdout, 'inherit'],
  });
  return new Promise((resolve) => {
    child.once('close', (status) => {
      if (status !== 0) process.exit(status ?? 1);
      resolve();
    });
  });
}

/** What is made of the compiled files, each of what stands before it. */
async function assemble() {
  await run(['scripts/bundle.js']);
  await run(['scripts/vsix.js']);
  await run(['scripts/build-handbook.js']);
  await run(['scripts/build-options.js']);
  await run(['scripts/build-plugin-template.js']);
}

/** Folders of plugins that have oclif commands, and so a manifest. */
function commandPlugins() {
  return readdirSync(join(root, 'plugins'))
    .map((name) => join(root, 'plugins', name))
    .filter((folder) => existsSync(join(folder, 'dist/commands')));
}

/** oclif says for each that it was written; failures are on stderr. */
const manifest = (folder) =>
  run([join(root, 'node_modules/oclif/bin/run.js'), 'manifest'], { cwd: folder, stdout: 'ignore' });

async function manifests() {
  const folders = commandPlugins();
  const worker = async () => {
    for (let folder = folders.shift(); folder !== undefined; folder = folders.shift())
      await manifest(folder);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  // The program takes the CLI's own for the sign that it can run, so it comes after the others.
  await manifest(join(root, 'core/cli'));
  await run(['scripts/command-table.js']);
}

if (process.argv.includes('--to-run')) {
  await transpile(root);
  await Promise.all([
    assemble(),
    // Declarations only: the other files are being read.
    run([tsc, '-b', '--emitDeclarationOnly', 'core/api/testing']),
  ]);
} else if (!process.argv.includes('--manifests')) {
  await run([tsc, '-b']);
  await assemble();
}
await manifests();
