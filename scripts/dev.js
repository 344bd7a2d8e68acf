#!/usr/bin/env node
// Runs the program from the sources as they are: npm run dev -- ask "how do I …"
// Compiles what changed since the last time; a topic of the handbook is baked again.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

function run(argv, options = {}) {
  const { status } = spawnSync(process.execPath, argv, {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...options,
  });
  if (status !== 0) process.exit(status ?? 1);
}

run([join(root, 'scripts/build.js')], { cwd: root });
run([join(root, 'core/cli/bin/nixai.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
