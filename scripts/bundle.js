// Bundles what every command loads. oclif alone is a hundred small files: finding and opening
// them costs more than running them (docs/decisions/0002-bundle.md has the figures). Packages that
// only some commands need stay outside, behind the dynamic imports that load them.
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
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
  // Less to read at each start; names stay, for stack traces.
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  target: 'node20.19',
};

/**
 * What oclif does at each start for no gain here: it loads the runtime's tables of languages to
 * sort commands (5 ms), a glob compiler to find three plugins that are named in full (4 ms), and
 * another one to look for commands where there is no manifest (3 ms).
 */
const shortcuts = [
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]config[\\/]plugin\.js$/,
    from: 'a.id.localeCompare(b.id)',
    to: '(a.id < b.id ? -1 : 1)',
  },
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]config[\\/]plugin\.js$/,
    from: 'const tinyglobby_1 = require("tinyglobby");',
    to: 'const tinyglobby_1 = { get glob() { return require("tinyglobby").glob; } };',
  },
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]config[\\/]plugin-loader\.js$/,
    from: '(0, minimatch_1.minimatch)(p, w)',
    to: 'p === w',
  },
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]config[\\/]plugin-loader\.js$/,
    from: 'const minimatch_1 = require("minimatch");',
    to: '',
  },
];

/** Takes the shortcuts; a version of oclif that has changed there stops the build. */
const takeShortcuts = {
  name: 'shortcuts',
  setup(build) {
    build.onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/]config[\\/]/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const { file, from, to } of shortcuts) {
        if (!file.test(path)) continue;
        if (!contents.includes(from)) throw new Error(`${path} no longer has: ${from}`);
        contents = contents.replace(from, to);
      }
      return { contents };
    });
  },
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
      // A program of its own: `plugins verify` runs a plugin in it.
      join(folder, 'dist/plugins/verify/probe.js'),
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
    plugins: [takeShortcuts],
    splitting: true,
  });
}

/** A library is one file: each plugin may load a copy of its own, and files are what loading costs. */
async function bundleLibrary(name) {
  const dist = join(root, 'core', name, 'dist');
  await build({
    ...shared,
    entryPoints: [join(dist, 'index.js')],
    outfile: join(dist, `${name}.js`),
  });
}

/** The commands and registration of a plugin that publishes its bundle; what it depends on stays outside. */
async function bundlePlugin(folder) {
  const { dependencies, oclif } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (oclif.commands !== './bundle/commands') return;
  rmSync(join(folder, 'bundle'), { recursive: true, force: true });
  await build({
    ...shared,
    entryPoints: [...commandFiles(join(folder, 'dist/commands')), join(folder, 'dist/register.js')],
    external: Object.keys(dependencies),
    outbase: join(folder, 'dist'),
    outdir: join(folder, 'bundle'),
    splitting: true,
  });
}

await bundleLibrary('api');
await bundleLibrary('nix');
await bundleCore();
for (const name of readdirSync(join(root, 'plugins'))) {
  const folder = join(root, 'plugins', name);
  if (existsSync(join(folder, 'dist/commands'))) await bundlePlugin(folder);
}
