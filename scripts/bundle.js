// Bundles what every command loads. oclif alone is a hundred small files: finding and opening
// them costs more than running them (docs/decisions/0002-bundle.md has the figures). Packages that
// only some commands need stay outside, behind the dynamic imports that load them.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** Dependencies that are loaded on the way to every command. */
const inlined = [
  '@nixai/api',
  '@nixai/nix',
  '@oclif/core',
  'ansis',
  'fast-string-width',
  'fast-wrap-ansi',
  'reflect-metadata',
  'tsyringe',
  'yaml',
];

const shared = {
  bundle: true,
  format: 'esm',
  legalComments: 'eof',
  logLevel: 'warning',
  platform: 'node',
  target: 'node20.19',
};

function commandFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.js') && !file.endsWith('.test.js'))
    .map((file) => join(folder, file));
}

async function bundleCore() {
  const folder = join(root, 'core/cli');
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  rmSync(join(folder, 'bundle'), { recursive: true, force: true });
  await build({
    ...shared,
    // oclif asks for built-in modules with `require`, which an ES module has to make itself.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    entryPoints: [
      join(folder, 'dist/main.js'),
      join(folder, 'dist/host/initHook.js'),
      join(folder, 'dist/host/notFoundHook.js'),
      ...commandFiles(join(folder, 'dist/commands')),
    ],
    // TypeScript and its loaders are what oclif tries for linked plugins; never ours to carry.
    external: [
      ...Object.keys(dependencies).filter((name) => !inlined.includes(name)),
      'typescript',
      'tsx',
      'ts-node',
    ],
    outbase: join(folder, 'dist'),
    outdir: join(folder, 'bundle'),
    splitting: true,
  });
}

/** The api is one file, since each plugin may load a copy of its own. */
async function bundleApi() {
  const folder = join(root, 'core/api');
  await build({
    ...shared,
    entryPoints: [join(folder, 'dist/index.js')],
    outfile: join(folder, 'dist/api.js'),
  });
}

await bundleApi();
await bundleCore();
