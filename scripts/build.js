#!/usr/bin/env node
// Builds every package: compiles, bakes the handbook, and writes each oclif manifest. With
// --manifests only the last: a manifest names the version, which lerna changes after a build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

function run(argv, cwd = root) {
  const { status } = spawnSync(process.execPath, argv, {
    cwd,
    // oclif's own program would ask the registry for a newer oclif, and say so for each package.
    env: { ...process.env, OCLIF_SKIP_NEW_VERSION_CHECK: 'true' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Folders of packages that have oclif commands, and so a manifest. */
function commandPackages() {
  // The CLI's own comes last: the program takes it for the sign that it can run.
  const folders = [
    ...readdirSync(join(root, 'plugins')).map((name) => `plugins/${name}`),
    'core/cli',
  ];
  return folders.filter((folder) => existsSync(join(root, folder, 'dist/commands')));
}

if (!process.argv.includes('--manifests')) {
  run([join(root, 'node_modules/typescript/bin/tsc'), '-b']);
  run(['scripts/bundle.js']);
  run(['scripts/vsix.js']);
  run(['scripts/build-handbook.js']);
  run(['scripts/build-options.js']);
  run(['scripts/build-plugin-template.js']);
}
for (const folder of commandPackages())
  run([join(root, 'node_modules/oclif/bin/run.js'), 'manifest'], join(root, folder));
run(['scripts/command-table.js']);
