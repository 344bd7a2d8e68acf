// Bundles what every command loads. oclif alone is a hundred small files: finding and opening
// them costs more than running them (docs/decisions/0002-bundle.md has the figures). Packages that
// only some commands need stay outside, behind the dynamic imports that load them.
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { baked } from './bundle/baked.js';
import { lateImports } from './bundle/lateImports.js';
import { inlined, rooms } from './bundle/inlined.js';
import { loadTogether } from './bundle/loadTogether.js';
import { toCommonJs } from './bundle/toCommonJs.js';
import { takeShortcuts } from './bundle/shortcuts.js';

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

/** What of core is loaded together; see `loadTogether`. */
const coreGroups = {
  always: ['host/host.js', 'command/index.js', 'config/index.js'],
  // Where the table of commands does not decide.
  oclif: ['oclif.js', 'plugins/atStart.js'],
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
  'plugins/npm/bounds.js',
  'terminal/markdownLexer.js',
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

/** Programs of their own of a plugin, which it starts. */
const pluginPrograms = { deps: ['draw/graphvizProgram.js'] };

function commandFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.js') && !file.endsWith('.test.js'))
    .map((file) => join(folder, file));
}

/** @param plain leaves oclif as it is. */
async function bundleCore(outdir, { plain = false } = {}) {
  const folder = join(root, 'core/cli');
  const roomFolders = rooms.map((name) => join(root, 'core', name));
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  rmSync(outdir, { recursive: true, force: true });
  const entryPoints = [
    join(folder, 'dist/main.js'),
    join(folder, 'dist/host/initHook.js'),
    join(folder, 'dist/host/notFoundHook.js'),
    join(folder, 'dist/help/help.js'),
    // A program of its own: `plugins verify` runs a plugin in it.
    join(folder, 'dist/plugins/verify/probe.js'),
    // Node runs it in a thread of its own.
    join(folder, 'dist/plugins/load/confineHook.js'),
    // Loaded into npm.
    join(folder, 'dist/plugins/npm/bounds.js'),
    // Loaded where it is first used.
    join(folder, 'dist/terminal/markdownLexer.js'),
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
    outdir,
    outExtension: { '.js': '.cjs' },
    plugins: [
      ...(plain ? [] : [takeShortcuts]),
      lateImports,
      baked,
      loadTogether(join(folder, 'dist'), entryPoints, coreGroups, coreApart, roomFolders),
    ],
    splitting: true,
  });
  await toCommonJs(outdir);
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

/** A validator of schemas (ajv) that the MCP SDK brings for questions to a client: our server asks none. */
const withoutAjv = {
  name: 'without ajv',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, ({ path }) => ({
      path,
      namespace: 'mcp',
    }));
    onLoad({ filter: /.*/, namespace: 'mcp' }, () => ({
      contents:
        "import process from 'node:process'; class DefaultJsonSchemaValidator { getValidator() { throw new Error('no schema is checked here'); } } export { process, DefaultJsonSchemaValidator };",
    }));
  },
};

/** Parts of ssh2 that are built on the machine where that is allowed; it does without them. */
const compiled = ['cpu-features', '*.node'];

/** The commands and registration of a plugin that publishes its bundle; what it depends on stays outside. */
async function bundlePlugin(name) {
  const folder = join(root, 'plugins', name);
  const { dependencies, oclif } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (oclif.commands !== './bundle/commands') return;
  const registers = oclif.hooks?.['nixai:register'] ?? './bundle/register.cjs';
  if (registers !== './bundle/register.cjs')
    throw new Error(`${folder}/package.json: "nixai:register" has to be ./bundle/register.cjs`);
  rmSync(join(folder, 'bundle'), { recursive: true, force: true });
  const dist = join(folder, 'dist');
  const register = join(dist, 'register.js');
  // One that only has commands has nothing to register.
  const entryPoints = [
    ...commandFiles(join(dist, 'commands')),
    ...(existsSync(register) ? [register] : []),
    ...(pluginPrograms[name] ?? []).map((file) => join(dist, file)),
  ];
  const groups = pluginGroups[name];
  const outdir = join(folder, 'bundle');
  await build({
    ...shared,
    entryPoints,
    plugins: [
      withoutAjv,
      ...(groups === undefined ? [] : [loadTogether(dist, entryPoints, groups, ['register.js'])]),
    ],
    // Of the api each carries what it uses: two copies of it are as good as one.
    external: [...Object.keys(dependencies).filter((one) => one !== '@nixai/api'), ...compiled],
    // ssh2 carries its WebAssembly with it, and asks for its own folder all the same.
    define: { __dirname: '"/"' },
    outbase: dist,
    outdir,
    outExtension: { '.js': '.cjs' },
    splitting: true,
  });
  await toCommonJs(outdir);
}

async function bundleAll() {
  await bundleLibrary('api');
  await bundleLibrary('nix');
  // It brings a reader of Nix with it.
  await bundleTestKit();
  await bundleCore(join(root, 'core/cli/bundle'));
  for (const name of readdirSync(join(root, 'plugins')))
    if (existsSync(join(root, 'plugins', name, 'dist/commands'))) await bundlePlugin(name);
}

// `--plain FOLDER`: the program alone, with oclif as it is published; a test runs it.
const { plain } = parseArgs({ options: { plain: { type: 'string' } } }).values;
await (plain === undefined ? bundleAll() : bundleCore(plain, { plain: true }));
