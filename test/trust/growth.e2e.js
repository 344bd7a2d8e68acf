// Work grows with what is given, not with its square: a long word, a file that only opens, a log of
// one line. What is counted is the processor's time of the process, at one length and at eight times
// of it, so that another process on the machine changes little.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { root } from '../support/packed.js';
import { createDriver } from './support/driver.js';
import { lines, shapes } from './support/shapes.js';

const long = process.env.NIXAI_TRUST === 'long';
/** Names to look at some commands, or some shapes, alone. */
const only = process.env.NIXAI_TRUST_ONLY;
const onlyShapes = process.env.NIXAI_TRUST_SHAPES;
const factor = 8;
/** Linear, times this, is allowed: a square would be eight times of linear. */
const allowed = 3;
/** Milliseconds below which nothing can be told from noise. */
const floor = 25;
const patience = 120_000;

/** Each command that takes words: the words before the text. */
const inWords = {
  ask: ['ask', '--no-ai', '--no-history'],
  search: ['search'],
  'search pkg': ['search', 'pkg', '--offline'],
  'search service': ['search', 'service'],
  'find-option': ['find-option', '--no-ai'],
  explain: ['explain', '--no-ai'],
  'explain-home-option': ['explain-home-option', '--no-ai'],
  'service-examples': ['service-examples'],
  'notes search': ['notes', 'search'],
  'templates search': ['templates', 'search'],
  'templates show': ['templates', 'show'],
  'plugins inspect': ['plugins', 'inspect'],
  'plugins install': ['plugins', 'install', '--offline', '--dry-run'],
  'config set': ['config', 'set', 'ai_model'],
  'config get': ['config', 'get'],
  'history show': ['history', 'show'],
  'explain-option': ['explain-option', '--no-ai'],
  'devenv create': ['devenv', 'create', '--dry-run', 'rust'],
  'devenv explain': ['devenv', 'explain'],
  'devenv suggest': ['devenv', 'suggest'],
  'snippets search': ['snippets', 'search'],
  'snippets apply': ['snippets', 'apply', '--dry-run'],
  undo: ['undo', '--dry-run'],
  'a command that is not there': [],
};
/** What asks a terminal, or goes on until it is ended. */
const endless = ['interactive', 'lsp', 'mcp-server start', 'mcp-server restart', 'config edit'];
/** Every other command that takes a word, so that none is forgotten; there are eighty, for the long form. */
const folders = [
  'core/cli',
  ...readdirSync(join(root, 'plugins')).map((name) => `plugins/${name}`),
];
for (const folder of long ? folders : []) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'oclif.manifest.json'), 'utf8'));
  for (const [id, { args, flags }] of Object.entries(manifest.commands)) {
    const words = id.split(':');
    const name = words.join(' ');
    if (Object.keys(args).length === 0 || name in inWords || endless.includes(name)) continue;
    const usual = ['offline', 'dry-run'].filter((flag) => flag in flags || flag === 'offline');
    inWords[name] = [...words, ...usual.map((flag) => `--${flag}`)];
  }
}
const extract = ['snippets', 'extract-from-system', 'web', '--dry-run'];
const applyHere = ['templates', 'apply', 'development', '--dry-run'];
/** Each flag that takes a text: the words before it. */
const inFlags = {
  'package-repo --name': ['package-repo', 'shop', '--hashes', 'fake', '--name='],
  'package-repo --language': ['package-repo', 'shop', '--hashes', 'fake', '--language='],
  'templates apply --set': ['templates', 'apply', 'flake', '--dry-run', '--set=hostName='],
  'templates apply --output': [...applyHere, '--output='],
  'devenv create --packages': ['devenv', 'create', 'rust', 'shop', '--dry-run', '--packages='],
  'snippets extract --service': [...extract, '--from=shop/a.nix', '--service='],
  'flake create --desc': ['flake', 'create', 'shop', '--dry-run', '--desc='],
  'machines list --tag': ['machines', 'list', '--tag='],
  'health --nixos-path': ['health', 'configuration', '--nixos-path='],
  'docs sync --branch': ['docs', 'sync', '--offline', '--source', 'channel', '--branch='],
};
/** Each command that reads a file, of that name where it is not named by a word: the words before. */
const inFiles = {
  check: ['check'],
  'check --format html': ['check', '--format', 'html'],
  'diagnose --format html': ['diagnose', '--no-ai', '--format', 'html'],
  'check --fix': ['check', '--fix', '--dry-run'],
  diagnose: ['diagnose', '--no-ai'],
  'ask with a file': ['ask', '--no-ai', '--no-history', 'is this right?', '--context-file'],
  'what a model is asked': [
    'ask',
    '--show-prompt',
    '--no-history',
    'is this right?',
    '--context-file',
  ],
  'docs sync': ['docs', 'sync', '--source', 'file', '--file'],
  'snippets add': ['snippets', 'add', 'tls', '--dry-run'],
  'snippets extract': [...extract, '--service', 'nginx', '--from'],
  'templates apply --merge': [...applyHere, '--merge', '-o'],
  'plugins sync': ['plugins', 'sync', '--offline', '--dry-run', '--list'],
  'templates save': ['templates', 'save', 'mine', '--dry-run'],
  'machines import ssh-config': [
    'machines',
    'import',
    '--from',
    'ssh-config',
    '--dry-run',
    '--source',
  ],
  'machines import ansible': ['machines', 'import', '--from', 'ansible', '--dry-run', '--source'],
  'machines deploy --plan': ['machines', 'deploy', '--dry-run', '--plan'],
  'package-repo refresh': ['package-repo', 'refresh', '--dry-run'],
  'machines audit': ['machines', 'audit', '--folder', 'shop', '--compliance-rules'],
  'machines document': ['machines', 'document', '--folder'],
  'machines explain-config': [
    ...['machines', 'explain-config', '--option', 'services.nginx.enable', '--folder'],
  ],
  'snippets import': ['snippets', 'import', '--dry-run'],
  'package-repo from-log': ['package-repo', 'from-log', '--dry-run'],
  'devenv update-options': ['devenv', 'update-options'],
  'health --baseline': ['health', 'ssh', '--root', 'shop', '--baseline'],
  'templates deploy-bulk': [
    ...['templates', 'deploy-bulk', 'development', '--dry-run', '--target-machines', 'shop/a.yaml'],
    '--csv-file',
  ],
};
/** Each command that reads a file of that name in a folder, whose name stands last. */
const inFolders = {
  ...Object.fromEntries(['devenv.nix', 'devenv.yaml'].map((name) => [name, ['devenv', 'check']])),
  ...Object.fromEntries(
    [
      ...['go.mod', 'main.go', 'Cargo.toml', 'Cargo.lock', 'package.json', 'package-lock.json'],
      ...['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'CMakeLists.txt'],
      ...['configure.ac', 'meson.build', 'Makefile', 'README.md', 'LICENSE', '.git/config'],
    ].map((name) => [name, ['package-repo', '--hashes', 'fake', '--local']]),
  ),
  'flake.nix': ['check'],
  ...Object.fromEntries(
    ['fix', 'explain', 'check-lock', 'dedup', 'update-plan'].map((name) => [
      `flake.nix for ${name}`,
      ['flake', name],
    ]),
  ),
  'machines.yaml': ['machines', 'list', '--registry-path'],
  'configuration.nix for migrate analyze': ['migrate', 'analyze'],
  'configuration.nix for to-flakes': [
    'migrate',
    'to-flakes',
    '--channel',
    'nixos=https://channels.nixos.org/nixos-26.05',
    '--no-proof',
    '--dry-run',
  ],
  'flake.nix for from-flakes': ['migrate', 'from-flakes', '--dry-run'],
  'flake.nix for flake-inputs': ['migrate', 'flake-inputs'],
  'flake.nix for channel-upgrade': ['migrate', 'channel-upgrade', '25.11'],
  'shell.nix': ['devenv', 'migrate', '--dry-run'],
  ...Object.fromEntries(
    ['package.json', 'pyproject.toml', 'go.mod'].map((name) => [
      `${name} for devenv from-repo`,
      ['devenv', 'from-repo', '--dry-run'],
    ]),
  ),
  // What clients and editors keep; the folder is the person's own.
  '.cursor/mcp.json': ['mcp-server', 'install', 'cursor', '--project', '--dry-run'],
  '.cursor/mcp.json for uninstall': ['mcp-server', 'uninstall', 'cursor', '--project', '--dry-run'],
  '.config/zed/settings.json': ['editors', 'install', 'zed', '--dry-run'],
  '.config/helix/languages.toml': ['editors', 'install', 'helix', '--dry-run'],
  '.config/nvim/lua/nixai.lua': ['neovim-setup', '--dry-run'],
  'snapshots/20261129T181305042Z-3fa9c1/manifest.json': ['store', 'snapshots', '--repo'],
  'snapshots/20261129T181305042Z-3fa9c1/manifest.json for restore': [
    ...['store', 'restore', '--to', 'restored', '--dry-run'],
  ],
  ...Object.fromEntries(
    [
      ...['etc/os-release', 'etc/fstab', 'etc/ssh/sshd_config', 'etc/nix/nix.conf'],
      ...['proc/meminfo', 'proc/mounts', 'proc/mdstat', 'etc/nixos/flake.lock'],
    ].map((name) => [name, ['health', '--production-mode', '--root']]),
  ),
};
const call = (tool) => ['mcp-server', 'call', tool];
/** Each tool that agents call with a text: its name, and the field of its input. */
const inTools = {
  nix_check: 'code',
  nix_diagnose: 'log',
  nixos_ask: 'question',
  nixos_option: 'name',
  nixos_options_under: 'prefix',
  nixos_search: 'query',
  nixos_examples: 'service',
};
/** A word of Linux has at most 128 KiB. */
const lengths = { words: 8_000, files: 6_000 };

describe('work that grows', function () {
  this.timeout(3_600_000);
  let home;
  let driver;
  before(() => {
    home = createHome();
    for (const name of ['notes', 'shop']) mkdirSync(join(home.path, name));
    home.file('shop/go.mod', 'module example.org/shop\n\ngo 1.24\n');
    home.file('shop/a.yaml', 'a: a.nix\n');
    home.file('shop/a.nix', '{ services.nginx.enable = true; }\n');
    driver = createDriver(home, join(root, 'core/cli/bundle/main.cjs'), patience);
  });
  after(() => {
    driver.stop();
    home.remove();
  });

  async function measured(argv) {
    const { cpu, hung, crash } = await driver.run(argv, {});
    if (crash !== undefined) throw new Error(crash);
    return hung ? Infinity : cpu;
  }

  /** What is wrong with how the work for a text grows; undefined if nothing is. */
  async function complaint(run, length) {
    let said;
    // What else the process did meanwhile (compiling, collecting) is not there twice.
    for (let tries = 0; tries < 3; tries++) {
      const small = await run(length);
      const large = await run(length * factor);
      const limit = allowed * factor * Math.max(small, floor);
      if (large <= limit) return undefined;
      said = `${Math.round(small)} ms for ${length}, ${Math.round(large)} ms for ${length * factor}`;
      if (large === Infinity) return said;
    }
    return said;
  }

  function check(command, shapeList, length, prepare) {
    it(command, async () => {
      const complaints = [];
      const run = (shape) => (size) => measured(prepare(shape(size)));
      // The first time everything is loaded and compiled.
      await run(() => 'ssh')(3);
      const idle = await run(() => 'ssh')(3);
      for (const [name, shape] of shapeList) {
        const net = async (size) => Math.max(0, (await run(shape)(size)) - idle);
        const said = await complaint(net, length);
        if (said !== undefined) complaints.push(`${name}: ${said}`);
      }
      expect(complaints.join('\n')).to.equal('');
    });
  }

  const isNamed = (name, names) => names === undefined || new RegExp(`^(?:${names})$`).test(name);
  const chosen = (all, at) =>
    Object.entries(all).filter(
      ([name], index) => (long || index % 32 === at % 32) && isNamed(name, onlyShapes),
    );
  // In the short form every second command.
  const wanted = (name, at) => isNamed(name, only) && (long || only !== undefined || at % 2 === 0);

  for (const [at, [name, words]] of Object.entries(inWords).entries())
    if (wanted(name, at))
      check(name, chosen(shapes, at), lengths.words, (text) => [...words, '--', text]);

  for (const [at, [name, words]] of Object.entries(inFlags).entries())
    if (wanted(name, at))
      check(name, chosen(shapes, at), lengths.words, (text) => [
        ...words.slice(0, -1),
        `${words.at(-1)}${text}`,
      ]);

  for (const [at, [name, words]] of Object.entries(inFiles).entries())
    if (wanted(name, at))
      check(name, chosen({ ...shapes, ...lines }, at), lengths.files, (text) => {
        writeFileSync(join(home.path, 'given'), text);
        return [...words, 'given'];
      });

  for (const [at, [name, field]] of Object.entries(inTools).entries())
    if (wanted(name, at))
      check(name, chosen({ ...shapes, ...lines }, at), lengths.words / 2, (text) => [
        ...call(name),
        JSON.stringify({ [field]: text }),
      ]);

  for (const [at, [name, words]] of Object.entries(inFolders).entries())
    if (wanted(name, at))
      check(`a folder with ${name}`, chosen({ ...shapes, ...lines }, at), lengths.files, (text) => {
        const isOwn = name.startsWith('.c');
        const folder = join(home.path, isOwn ? '' : 'folder');
        if (!isOwn) rmSync(folder, { recursive: true, force: true });
        mkdirSync(join(folder, dirname(name)), { recursive: true });
        writeFileSync(join(folder, name.replace(/ .*/, '')), text);
        return isOwn ? words : [...words, 'folder'];
      });
});
