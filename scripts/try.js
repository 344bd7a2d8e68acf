#!/usr/bin/env node
// Builds what a folder needs and runs its tests alone: npm run try -- core/check/src/fix
// A file of test/ is run against the whole build: npm run try -- test/check.e2e.js
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const root = join(import.meta.dirname, '..');

function run(argv) {
  const { status } = spawnSync(process.execPath, argv, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** What is to be run for a folder or file of the checkout. */
function planFor(target) {
  const path = relative(root, resolve(target));
  const [area, name, source, ...inside] = path.split(sep);
  if (area === 'test') return { build: ['scripts/build.js'], tests: [path] };
  const isPackage = ['core', 'plugins'].includes(area) && existsSync(join(root, area, name ?? ''));
  if (!isPackage || ![undefined, 'src'].includes(source)) return undefined;
  const compiled = join(area, name, 'dist', ...inside);
  return {
    build: ['node_modules/typescript/bin/tsc', '-b', join(area, name)],
    tests: () => testsIn(compiled.replace(/(?:\.test)?\.ts$/, '.test.js')),
  };
}

function testsIn(path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [path];
  return readdirSync(absolute, { recursive: true })
    .filter((name) => name.endsWith('.test.js'))
    .map((name) => join(path, name));
}

const [target, ...more] = process.argv.slice(2);
const plan = target === undefined ? undefined : planFor(target);
if (plan === undefined) {
  console.error(
    'usage: npm run try -- core/NAME[/src/FOLDER] | plugins/NAME[/src/FOLDER] | test/FILE',
  );
  process.exit(2);
}
run(plan.build);
const tests = typeof plan.tests === 'function' ? plan.tests() : plan.tests;
if (tests.length === 0) {
  console.error(`${target} has no tests`);
  process.exit(1);
}
run(['node_modules/mocha/bin/mocha.js', '--no-config', '--timeout', '120000', ...tests, ...more]);
