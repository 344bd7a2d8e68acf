// A pipe that nobody writes to, a device without an end, a folder, a file larger than any memory: in
// the place of each file that a command reads. Each ends with a sentence, or goes on without it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { root } from '../support/packed.js';
import { createDriver } from './support/driver.js';

const channel = ['--channel', 'nixos=https://channels.nixos.org/nixos-26.05'];
/** Milliseconds, of which none is needed: who waits here waits for ever. */
const patience = 30_000;
/** Bytes above what such a run may take. */
const mostMemory = 700 * 2 ** 20;

const odd = {
  'a pipe that nobody writes to': (path) => execFileSync('mkfifo', [path]),
  'a device without an end': (path) => symlinkSync('/dev/zero', path),
  'a folder': (path) => mkdirSync(path),
  'a file of 5 GiB': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 5 * 2 ** 30);
  },
  'a link to itself': (path) => symlinkSync(path, path),
};

const repo = ['package-repo', '--hashes', 'fake', '--local', 'odd'];
const config = '.config/nixai/config.yaml';
const fleet = '.config/nixai/machines.yaml';
const aFlake = { 'odd/flake.nix': '{ outputs = { self }: { }; }\n' };
const desk = {
  '.config/nixai/templates/desk.yaml': 'title: Desk\nvariables:\n  - name: x\n    example: a\n',
  '.config/nixai/templates/desk.nix': '{ networking.hostName = @x@; }\n',
};
const aMachine = { 'odd/configuration.nix': '{ imports = [ ./a.nix ]; }\n' };
const machineOfFlake = {
  'odd/flake.nix':
    '{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }; }\n',
  'odd/a.nix': '{ }\n',
};
const aShell = { 'odd/shell.nix': '{ pkgs }: pkgs.mkShell { packages = [ pkgs.jq ]; }\n' };
const aFleet = { [fleet]: 'machines:\n  web1:\n    host: 127.0.0.1\n    ssh-port: 3\n' };
const aRoot = { 'odd/etc/NIXOS': '' };
const snapshot = 'odd/snapshots/20261129T181305042Z-3fa9c1/manifest.json';
const aBackup = { [snapshot]: '{}' };
const bulk = ['templates', 'deploy-bulk', 'desk', '--dry-run', '--csv-file'];
/** Names to look at some places alone. */
const only = new RegExp(process.env.NIXAI_TRUST_ONLY ?? '');
/** The file, the words of the command, what else has to be there, and whether it may be endless. */
const places = [
  ['a.nix', ['check', 'a.nix']],
  ['a.nix', ['check', 'a.nix', '--fix', '--dry-run']],
  ['odd/flake.nix', ['check', 'odd']],
  ['odd/flake.lock', ['check', 'odd'], { 'odd/flake.nix': '{ outputs = _: { }; }\n' }],
  ['odd/a.nix', ['check', 'b.nix'], { 'b.nix': '{ imports = [ ./odd/a.nix ]; }\n' }],
  ['a.log', ['diagnose', '--no-ai', 'a.log'], {}, 'streamed'],
  ['a.nix', ['diagnose', '--no-ai', '--config-only', 'a.nix']],
  ['a.nix', ['ask', '--no-ai', 'is this right?', '--context-file', 'a.nix']],
  ['a.json', ['docs', 'sync', '--source', 'file', '--file', 'a.json']],
  ['notes/a.md', ['notes', 'search', 'ssh']],
  ['odd/devenv.nix', ['devenv', 'check', 'odd']],
  ['odd/devenv.yaml', ['devenv', 'check', 'odd'], { 'odd/devenv.nix': '{ }\n' }],
  ['odd/devenv.nix', ['devenv', 'create', 'rust', 'odd', '--force', '--dry-run']],
  ['odd/.gitignore', ['devenv', 'create', 'rust', 'odd', '--dry-run']],
  ...['go.mod', 'main.go', 'Cargo.toml', 'Cargo.lock', 'package.json', 'package-lock.json'].map(
    (name) => [`odd/${name}`, repo],
  ),
  ...['pyproject.toml', 'setup.py', 'requirements.txt', 'CMakeLists.txt', 'meson.build'].map(
    (name) => [`odd/${name}`, repo],
  ),
  ...['configure.ac', 'Makefile', 'README.md', 'LICENSE', '.git', '.git/config', '.git/HEAD'].map(
    (name) => [`odd/${name}`, repo, { 'odd/go.mod': 'module a\n' }],
  ),
  ['odd/Cargo.lock', repo, { 'odd/Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\n' }],
  ['odd/package-lock.json', repo, { 'odd/package.json': '{"name":"a","version":"1.0.0"}' }],
  ['out/package.nix', [...repo, '--output', 'out', '--dry-run'], { 'odd/go.mod': 'module a\n' }],
  ['a.nix', ['snippets', 'add', 'tls', 'a.nix', '--dry-run']],
  ['a.nix', ['snippets', 'extract-from-system', 'x', '--service', 'nginx', '--from', 'a.nix']],
  ['.config/nixai/snippets/tls.nix', ['snippets', 'list']],
  ['.config/nixai/snippets/tls.nix', ['snippets', 'show', 'tls']],
  ['a.nix', ['templates', 'apply', 'development', '--merge', '-o', 'a.nix', '--dry-run']],
  ['a.nix', ['templates', 'apply', 'development', '-o', 'a.nix', '--force', '--dry-run']],
  ['nixai-plugins.yaml', ['plugins', 'sync', '--dry-run', '--offline']],
  ['a.tgz', ['plugins', 'install', './a.tgz', '--dry-run', '--offline']],
  ['odd/package.json', ['plugins', 'link', './odd', '--yes']],
  ['odd/package.json', ['plugins', 'verify', './odd']],
  ['odd/package.json', ['plugins', 'sign', './odd', '--key', 'a.key']],
  ['a.key', ['plugins', 'sign', './odd', '--key', 'a.key'], { 'odd/package.json': '{}' }],
  [config, ['config', 'show']],
  [config, ['config', 'set', 'ai_model', 'x']],
  [config, ['ask', '--no-ai', 'ssh']],
  ['.local/state/nixai/history/20260301T120000-1a2b3c.json', ['history', 'list']],
  ['.local/state/nixai/history/20260301T120000-1a2b3c.json', ['history', 'show', '1']],
  ['.local/state/nixai/journal.json', ['config', 'set', 'ai_model', 'x']],
  ['.local/state/nixai/backups/20260301T120000123-1a2b3c/change.json', ['undo', 'list']],
  ['.local/share/nixai/package.json', ['config', 'path']],
  ['.local/share/nixai/package.json', ['plugins']],
  ...['fix', 'explain', 'check-lock', 'dedup', 'update-plan'].flatMap((name) => [
    ['odd/flake.nix', ['flake', name, 'odd']],
    ['odd/flake.lock', ['flake', name, 'odd'], aFlake],
    ['odd/.git/index', ['flake', name, 'odd'], aFlake],
    ['odd/.git', ['flake', name, 'odd'], aFlake],
  ]),
  ['odd/flake.nix', ['flake', 'create', 'odd', '--dry-run', '--force']],
  ['odd/go.mod', ['flake', 'create', 'odd', '--dry-run', '--analyze']],
  [fleet, ['machines', 'list']],
  [fleet, ['machines', 'add', 'web1', '10.0.0.1', '--yes']],
  ['odd/machines.yaml', ['machines', 'list', '--registry-path', 'odd']],
  ['.ssh/config', ['machines', 'import', '--from', 'ssh-config', '--dry-run']],
  ['a.ini', ['machines', 'import', '--from', 'ansible', '--source', 'a.ini', '--dry-run']],
  ['a.yaml', ['machines', 'import', '--from', 'ansible', '--source', 'a.yaml', '--dry-run']],
  ...['desk.yaml', 'desk.nix'].flatMap((name) => [
    [`.config/nixai/templates/${name}`, ['templates', 'list'], desk],
    [`.config/nixai/templates/${name}`, ['templates', 'show', 'desk'], desk],
    [`.config/nixai/templates/${name}`, ['templates', 'validate', 'desk'], desk],
  ]),
  [
    'a.yaml',
    ['templates', 'apply', 'desk', '-o', 'b.nix', '--variables', 'a.yaml', '--dry-run'],
    desk,
  ],
  ['a.nix', ['templates', 'save', 'mine', 'a.nix', '--dry-run']],
  ['a.csv', [...bulk, 'a.csv', '--target-machines', 'a.yaml'], { ...desk, 'a.yaml': 'a: a.nix\n' }],
  [
    'a.yaml',
    [...bulk, 'a.csv', '--target-machines', 'a.yaml'],
    { ...desk, 'a.csv': 'machine,x\na,b\n' },
  ],
  ['a.tar.gz', ['snippets', 'import', 'a.tar.gz', '--dry-run']],
  ['a.nix', ['package-repo', 'refresh', 'a.nix', '--dry-run']],
  ['a.nix', ['package-repo', 'update', 'a.nix', '--to', '1.0', '--dry-run']],
  ['a.nix', ['package-repo', 'from-log', 'a.nix', '--dry-run']],
  ['odd/x', ['package-repo', 'hash', 'path', 'odd'], {}, 'streamed'],
  ['odd/configuration.nix', ['migrate', 'analyze', 'odd']],
  ...[
    'odd/a.nix',
    'odd/hardware-configuration.nix',
    'odd/flake.lock',
    'odd/npins/sources.json',
  ].map((name) => [name, ['migrate', 'analyze', 'odd'], aMachine]),
  ...['odd/a.nix', 'odd/flake.lock', 'odd/.git', 'odd/notes'].flatMap((name) => [
    [name, ['migrate', 'to-flakes', 'odd', '--no-proof', '--dry-run', ...channel], aMachine],
    [name, ['migrate', 'to-flakes', 'odd', '--no-proof', '--yes', ...channel], aMachine],
  ]),
  ...['odd/flake.nix', 'odd/flake.lock', 'odd/a.nix', 'odd/nix/sources.json'].flatMap((name) => [
    [name, ['migrate', 'from-flakes', 'odd', '--dry-run'], machineOfFlake],
    [name, ['migrate', 'flake-inputs', 'odd'], machineOfFlake],
    [name, ['migrate', 'channel-upgrade', '25.11', 'odd'], machineOfFlake],
  ]),
  ['.local/share/nixai/migrations/2026-01-01-1/backup.json', ['migrate', 'list']],
  ['.local/share/nixai/migrations/2026-01-01-1/backup.json', ['migrate', 'rollback', '--dry-run']],
  ...['go.mod', 'package.json', 'compose.yaml', 'yarn.lock'].map((name) => [
    `odd/${name}`,
    ['devenv', 'from-repo', 'odd', '--dry-run'],
    { 'odd/pyproject.toml': '[project]\nname = "a"\n', 'odd/package.json': '{}' },
  ]),
  ...['shell.nix', 'flake.nix', 'default.nix'].map((name) => [
    `odd/${name}`,
    ['devenv', 'migrate', 'odd', '--dry-run'],
  ]),
  ['odd/devenv.nix', ['devenv', 'migrate', 'odd', '--force', '--dry-run'], aShell],
  ['a.json', ['machines', 'deploy', '--plan', 'a.json', '--dry-run'], aFleet],
  ['a.nix', ['machines', 'diff', 'web1', '--local-config', 'a.nix'], aFleet],
  ['.ssh/config', ['machines', 'status', 'web1'], aFleet],
  ['.ssh/known_hosts', ['machines', 'status', 'web1'], aFleet],
  ['.local/state/nixai/machines/deployments/1.json', ['machines', 'history'], aFleet],
  ['a.json', ['health', 'ssh', '--root', 'odd', '--baseline', 'a.json'], aRoot],
  ['a.json', ['health', 'ssh', '--root', 'odd', '--output', 'a.json'], aRoot],
  ['a.json', ['health', 'ssh', '--root', 'odd', '--metrics', 'a.json'], aRoot],
  ['.local/state/nixai/health/20260101T000000000Z-abcdef.json', ['health', 'history']],
  ['.cursor/mcp.json', ['mcp-server', 'install', 'cursor', '--project', '--dry-run']],
  ['.cursor/mcp.json', ['mcp-server', 'uninstall', 'cursor', '--project', '--dry-run']],
  [
    '.config/nvim/lua/nixai/codecompanion.lua',
    ['mcp-server', 'install', 'codecompanion', '--dry-run'],
  ],
  ['.local/state/nixai/run/mcp-server.json', ['mcp-server', 'status']],
  ['.local/state/nixai/run/mcp-server.json', ['mcp-server', 'stop']],
  ['a.nix', ['mcp-server', 'call', 'nix_check', '{"path":"a.nix"}', '--folders', '.']],
  ['.config/helix/languages.toml', ['editors', 'install', 'helix', '--dry-run']],
  ['.config/zed/settings.json', ['editors', 'install', 'zed', '--dry-run']],
  ['.config/nvim/lua/nixai.lua', ['neovim-setup', '--dry-run']],
  ['.config/nvim/lua/nixai.lua', ['neovim-setup', 'status']],
  [
    '.local/state/nixai/store/backups.json',
    ['store', 'forget', '--repo', 'odd', '--dry-run'],
    aBackup,
  ],
  ...[snapshot, 'odd/cache', 'odd/snapshots', 'odd'].flatMap((name) => [
    [name, ['store', 'snapshots', '--repo', 'odd']],
    [name, ['store', 'restore', 'odd', '--to', 'to', '--dry-run']],
    [name, ['store', 'integrity', '--only', 'backups', '--repo', 'odd']],
    [name, ['store', 'forget', '--repo', 'odd', '--keep-last', '1', '--yes']],
    [name, ['store', 'test-restore', '--repo', 'odd']],
  ]),
  ['odd.tar', ['store', 'snapshots', '--repo', 'odd.tar']],
  ['odd.tar', ['store', 'restore', 'odd.tar', '--to', 'to', '--dry-run']],
  [
    'odd.tar.sha256',
    ['store', 'integrity', '--only', 'backups', '--repo', 'odd.tar'],
    { 'odd.tar': '' },
  ],
  ...[
    ...['etc/os-release', 'etc/fstab', 'etc/passwd', 'proc/mounts', 'proc/meminfo', 'proc/mdstat'],
    ...['etc/nixos/flake.lock', 'etc/nixos/configuration.nix', 'etc/ssh/sshd_config'],
    ...['boot/loader/loader.conf', 'boot/loader/entries', 'nix/var/nix/profiles', 'var/log'],
    ...['sys/class/thermal', 'sys/class/power_supply', 'var/lib/systemd', 'var/log/journal'],
  ].map((name) => [`odd/${name}`, ['health', '--root', 'odd', '--production-mode'], aRoot]),
];

const long = process.env.NIXAI_TRUST === 'long';

describe('odd files', function () {
  this.timeout(600_000);
  let home;
  let driver;
  before(() => {
    home = createHome();
    driver = createDriver(home, join(root, 'core/cli/bundle/main.cjs'), patience);
  });
  after(() => {
    driver.stop();
    home.remove();
  });

  for (const [at, [kind, make]] of Object.entries(odd).entries()) {
    // In the short form each kind lies in other places, a third of them.
    const tried = places.filter((_, index) => long || index % 3 === at % 3);
    it(`${kind} keeps nobody waiting, in ${tried.length} places`, async () => {
      const complaints = [];
      for (const [file, argv, others = {}, streamed] of tried) {
        // A log may be of any length: it is read to its end, in little memory.
        if (streamed && /^a file/.test(kind)) continue;
        if (!only.test(argv.join(' '))) continue;
        for (const name of readdirSync(home.path))
          rmSync(join(home.path, name), { recursive: true, force: true });
        for (const [name, text] of Object.entries(others)) {
          mkdirSync(dirname(join(home.path, name)), { recursive: true });
          home.file(name, text);
        }
        mkdirSync(dirname(join(home.path, file)), { recursive: true });
        rmSync(join(home.path, file), { force: true });
        make(join(home.path, file));
        const what = `${argv.join(' ')} with ${file}`;
        const { hung, crash, code, stdout, stderr, memory } = await driver.run(argv, {});
        if (crash !== undefined) complaints.push(`${what}: it crashed: ${crash}`);
        else if (hung) complaints.push(`${what}: it waits`);
        else if (/\n\s+at |failed in a way/.test(stdout + stderr))
          complaints.push(`${what}: ${stdout}${stderr}`);
        else if (![0, 1, 2, 5, ...(argv[0] === 'health' ? [3, 64] : [])].includes(code))
          complaints.push(`${what}: ends with ${code}`);
        if (memory > mostMemory) complaints.push(`${what}: takes ${memory >> 20} MiB`);
      }
      expect(complaints.join('\n')).to.equal('');
    });
  }
});
