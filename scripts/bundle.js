// Bundles what every command loads. oclif alone is a hundred small files: finding and opening
// them costs more than running them (docs/decisions/0002-bundle.md has the figures). Packages that
// only some commands need stay outside, behind the dynamic imports that load them.
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { requireOnDemand, takeBuiltins } from './builtins.js';
import { inlined, rooms } from './inlined.js';
import { loadTogether } from './loadTogether.js';
import { toCommonJs } from './toCommonJs.js';

const root = join(import.meta.dirname, '..');

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
 * sort commands (5 ms), a glob compiler to find three plugins that are named in full (4 ms),
 * another one to look for commands where there is no manifest (3 ms), the package `debug` to say
 * nothing (2 ms), one that looks through the system for signs of Windows (2 ms), and what it needs
 * to start processes, measure and ask (3 ms).
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
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]logger\.js$/,
    from: 'const debug_1 = __importDefault(require("debug"));',
    to: 'const debug_1 = { default: process.env.DEBUG ? require("debug") : () => Object.assign(() => {}, { enabled: false }) };',
  },
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]util[\\/]os\.js$/,
    from: "return (await import('wsl-utils')).isWsl",
    to: "return process.env.WSL_DISTRO_NAME && (await import('wsl-utils')).isWsl",
  },
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]util[\\/]os\.js$/,
    from: 'const node_child_process_1 = require("node:child_process");',
    to: 'const node_child_process_1 = { get execSync() { return require("node:child_process").execSync; } };',
  },
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]performance\.js$/,
    from: 'const node_perf_hooks_1 = require("node:perf_hooks");',
    to: 'const node_perf_hooks_1 = { get performance() { return performance; }, get PerformanceObserver() { return require("node:perf_hooks").PerformanceObserver; } };',
  },
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]parser[\\/]parse\.js$/,
    from: 'const node_readline_1 = require("node:readline");',
    to: 'const node_readline_1 = { get createInterface() { return require("node:readline").createInterface; } };',
  },
  // Of each plugin it reads package.json and manifest. Small files: the ways through the thread pool
  // cost more than the reading.
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]util[\\/]fs\.js$/,
    from: "await (0, promises_1.readFile)(path, 'utf8')",
    to: "(0, node_fs_1.readFileSync)(path, 'utf8')",
  },
  // It looks for an installed plugin by its main module, which a plugin does not have, and then in
  // each folder upwards. All of them are where npm puts them: beside the list.
  {
    file: /@oclif[\\/]core[\\/]lib[\\/]util[\\/]find-root\.js$/,
    from: 'debug(name)(`Finding root using ${root}`);',
    to: `if ((0, node_path_1.basename)(root) === 'package.json') {
            const beside = (0, node_path_1.join)(root, '..', 'node_modules', name);
            if (await (0, fs_1.safeReadJson)((0, node_path_1.join)(beside, 'package.json'))) return beside;
        }`,
  },
];

/** Takes the shortcuts; a version of oclif that has changed there stops the build. */
const takeShortcuts = {
  name: 'shortcuts',
  setup(build) {
    build.onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/]/ }, ({ path }) => {
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

/** What of core is loaded together; see `loadTogether`. */
const coreGroups = {
  always: ['oclif.js', 'host/host.js', 'plugins/atStart.js', 'command/index.js', 'config/index.js'],
  // For a command that asks for a service or a source.
  services: ['host/container.js', 'host/core.js', 'host/plugins.js'],
  // Looking up and searching.
  docs: [
    '../../docs/dist/index.js',
    '../../docs/dist/sources/local.js',
    '../../docs/dist/sources/nixosSearch/source.js',
    '../../docs/dist/sources/wiki/source.js',
    '../../docs/dist/sources/command/source.js',
  ],
};

/** The program before a command is known, and programs of their own. */
const coreApart = [
  'main.js',
  'host/notFoundHook.js',
  'help/help.js',
  'plugins/verify/probe.js',
  'plugins/load/confineHook.js',
];

/** The same for our own plugins. */
const pluginGroups = {
  explain: {
    always: [
      'explain/command.js',
      'explain/explainOption.js',
      'render/explanation.js',
      'search/command.js',
      'search/search.js',
      'render/searchResults.js',
    ],
  },
};

function commandFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.js') && !file.endsWith('.test.js'))
    .map((file) => join(folder, file));
}

async function bundleCore() {
  const folder = join(root, 'core/cli');
  const roomFolders = rooms.map((name) => join(root, 'core', name));
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  rmSync(join(folder, 'bundle'), { recursive: true, force: true });
  const entryPoints = [
    join(folder, 'dist/main.js'),
    join(folder, 'dist/host/initHook.js'),
    join(folder, 'dist/host/notFoundHook.js'),
    join(folder, 'dist/help/help.js'),
    // A program of its own: `plugins verify` runs a plugin in it.
    join(folder, 'dist/plugins/verify/probe.js'),
    // Node runs it in a thread of its own.
    join(folder, 'dist/plugins/load/confineHook.js'),
    ...commandFiles(join(folder, 'dist/commands')),
  ];
  await build({
    ...shared,
    entryPoints,
    // TypeScript and its loaders are what oclif tries for linked plugins; never ours to carry.
    external: [
      ...Object.keys(dependencies).filter((name) => !inlined.includes(name)),
      'typescript',
      'tsx',
      'ts-node',
    ],
    outbase: join(folder, 'dist'),
    outdir: join(folder, 'bundle'),
    outExtension: { '.js': '.cjs' },
    plugins: [
      takeShortcuts,
      loadTogether(join(folder, 'dist'), entryPoints, coreGroups, coreApart, roomFolders),
    ],
    splitting: true,
  });
  await toCommonJs(join(folder, 'bundle'));
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

/** The test kit brings what runs contributions with it, and asks the api for the rest. */
async function bundleTestKit() {
  const dist = join(root, 'core/api/dist');
  await build({
    ...shared,
    entryPoints: [join(dist, 'testing/index.js')],
    external: ['@nixai/api'],
    outfile: join(dist, 'testing.js'),
  });
}

/** Parts of ssh2 that are built on the machine where that is allowed; it does without them. */
const compiled = ['cpu-features', '*.node'];

/** The commands and registration of a plugin that publishes its bundle; what it depends on stays outside. */
async function bundlePlugin(name) {
  const folder = join(root, 'plugins', name);
  const { dependencies, oclif } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (oclif.commands !== './bundle/commands') return;
  rmSync(join(folder, 'bundle'), { recursive: true, force: true });
  const dist = join(folder, 'dist');
  const entryPoints = [...commandFiles(join(dist, 'commands')), join(dist, 'register.js')];
  const groups = pluginGroups[name];
  await build({
    ...shared,
    banner: { js: requireOnDemand },
    entryPoints,
    plugins: groups === undefined ? [] : [loadTogether(dist, entryPoints, groups, ['register.js'])],
    external: [...Object.keys(dependencies), ...compiled],
    // ssh2 carries its WebAssembly with it, and asks for its own folder all the same.
    define: { __dirname: '"/"' },
    outbase: dist,
    outdir: join(folder, 'bundle'),
    splitting: true,
  });
  takeBuiltins(join(folder, 'bundle'));
}

await bundleLibrary('api');
await bundleTestKit();
await bundleLibrary('nix');
await bundleCore();
for (const name of readdirSync(join(root, 'plugins')))
  if (existsSync(join(root, 'plugins', name, 'dist/commands'))) await bundlePlugin(name);
