// A thousand malformed inputs for every command: each ends in time, with a documented code, with a
// sentence instead of a stack, and with JSON where JSON was asked for.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { createDriver } from './support/driver.js';
import { installedCli, root } from '../support/packed.js';
import { hostileInputs, hostileStdin, nasty } from './support/hostileInputs.js';

const long = process.env.NIXAI_TRUST === 'long';
const inputs = hostileInputs(1000).filter((_, index) => long || index % 50 === 7);
/** Those for a command of a plugin: what reads them is core's, and tried by core's commands. */
const inputsOf = (plugin) => inputs.filter((_, at) => long || plugin === undefined || at % 2 === 0);
/** Milliseconds of a processor that a run may take: how busy it is with others does not count. */
const mostWork = 10_000;
/** Milliseconds after which a run hangs, however busy the machine is. */
const patience = 240_000;
const documented = [0, 1, 2, 3, 4, 5, 6, 130];
const stack = /\n\s+at (?:async )?[\w.<>[\] ]*\(?(?:file:|node:|\/)\S+:\d+:\d+/;

const manifest = (folder) =>
  JSON.parse(readFileSync(join(root, folder, 'oclif.manifest.json'), 'utf8'));
/** Each command, with the folder of the plugin that it is of; core's have none. */
const commands = Object.keys(manifest('core/cli').commands).map((id) => ({ id }));
for (const name of readdirSync(join(root, 'plugins')))
  for (const id of Object.keys(manifest(join('plugins', name)).commands))
    commands.push({ id, plugin: join(root, 'plugins', name) });
/** Words with which a command has something to do. */
const usual = {
  ask: ['--no-ai', 'how do I enable SSH?'],
  'config:get': ['ai_model'],
  'config:set': ['ai_model', 'x'],
  'config:unset': ['ai_model'],
  'docs:sync': ['--source', 'file', '--file', 'options.json'],
  'history:delete': ['20260301T120000-1a2b3c', '--yes'],
  'history:show': ['20260301T120000-1a2b3c'],
  'plugins:create': ['acme', '--yes'],
  'plugins:inspect': ['x'],
  'plugins:link': ['.'],
  'plugins:uninstall': ['x'],
  // Names are checked, and then the registry would be asked.
  'plugins:install': ['x', '--offline'],
  'plugins:search': ['x', '--offline'],
  'plugins:update': ['--offline'],
  undo: ['--yes'],
  diagnose: ['--no-ai', 'build.log'],
  'explain-option': ['--no-ai', 'services.openssh.enable'],
  'explain-home-option': ['--no-ai', 'programs.git.enable'],
  'find-option': ['ssh'],
  'service-examples': ['nginx'],
  search: ['ssh'],
  'search:pkg': ['ripgrep', '--offline'],
  'search:service': ['ssh'],
  'machines:add': ['web2', '10.0.0.2', '--yes'],
  'machines:audit': ['--compliance-rules', 'build.log', '--folder', '.'],
  'machines:backup:list': ['web1', '--offline'],
  'machines:backup:prune': ['web1', '--offline', '--yes'],
  'machines:backup:restore': ['web1', '--offline', '--to', '/restored', '--yes'],
  'machines:backup:run': ['web1', '--offline'],
  'machines:backup:verify': ['web1', '--offline'],
  'machines:backup-strategy:configure': ['--backup-location', '/srv/b', '--to', 'units', '--yes'],
  'machines:compliance:monitor': ['--to', 'units', '--dry-run'],
  'machines:deploy': ['web1', '--offline', '--yes'],
  'machines:deploy-from-template': [
    ...['house', '--target', 'web1', '--set', 'hostName=web1', '--config', 'web1.nix'],
    ...['--write-only', '--offline', '--yes'],
  ],
  'machines:diff': ['web1', '--offline'],
  'machines:disaster-recovery:plan:create': [
    ...['dr', '--primary-group', 'web1', '--recovery-time-objective', '15m'],
    ...['--recovery-point-objective', '4h', '--yes'],
  ],
  'machines:disaster-recovery:plan:show': ['dr'],
  'machines:disaster-recovery:plan:validate': ['dr'],
  'machines:disaster-recovery:run': ['dr', '--offline', '--yes'],
  'machines:disaster-recovery:test': ['dr', '--offline', '--yes'],
  'machines:document': ['--folder', '.'],
  'machines:drift-check': ['web1', '--offline'],
  'machines:drift-fix': ['web1', '--offline', '--yes'],
  'machines:edit': ['web1', '--role', 'web', '--yes'],
  'machines:exception:add': [
    ...[
      'web1',
      'etc-unmanaged:/etc/x',
      '--reason',
      'x',
      '--expiry',
      '9d',
      '--approved-by',
      'ada',
      '--yes',
    ],
  ],
  'machines:exception:remove': ['web1', 'a:b', '--yes'],
  'machines:exec': ['web1', 'true', '--offline'],
  'machines:explain-config': ['--option', 'services.openssh.enable', '--folder', '.'],
  'machines:groups:add': ['web', 'web1', '--yes'],
  'machines:groups:remove': ['web', '--yes'],
  'machines:groups:show': ['web'],
  'machines:health-check': ['web1', '--offline'],
  'machines:health-monitor': ['--to', 'units', '--dry-run'],
  'machines:import': ['--from', 'ansible', '--source', 'build.log', '--yes'],
  'machines:init': ['--registry-path', 'fleet', '--yes'],
  'machines:logs': ['web1', '--offline'],
  'machines:monitor': ['web1', '--to', 'units', '--dry-run'],
  'machines:monitor:run': ['drift', '--dry-run'],
  'machines:monitor:show': ['drift'],
  'machines:optimize': ['web1', '--offline'],
  'machines:performance:monitor': [...['web1', '--offline', '--every', '1s', '--duration', '1s']],
  'machines:reboot': ['web1', '--offline', '--yes'],
  'machines:remove': ['web1', '--yes'],
  'machines:rename': ['web1', 'blue', '--yes'],
  'machines:rollback': ['web1', '--offline', '--yes'],
  'machines:security-scan': ['--folder', '.'],
  'machines:show': ['web1'],
  'machines:ssh': ['web1', '--offline'],
  'machines:status': ['--offline'],
  'machines:template:create': ['office', '--base-config', 'channels/configuration.nix', '--yes'],
  'machines:template:remove': ['house', '--yes'],
  'machines:template:show': ['house'],
  'notes:search': ['ssh'],
  build: ['--offline', '--no-link', 'nowhere.nix'],
  'build:cache-miss': ['--offline', 'nowhere.nix'],
  'build:debug': ['--offline', '--print', 'nowhere.nix'],
  'build:profile': ['--offline', 'nowhere.nix'],
  'build:retry': ['--offline', '--yes'],
  'build:sandbox-debug': ['--offline', 'nowhere.nix'],
  'deps:analyze': ['site'],
  'deps:browse': ['site'],
  'deps:conflicts': ['site'],
  'deps:diff': ['site', 'site'],
  'deps:graph': ['site'],
  'deps:optimize': ['site'],
  'deps:why': ['flake.nix', 'site'],
  'devenv:check': ['shop'],
  'devenv:create': ['rust', 'box', '--dry-run'],
  'devenv:explain': ['services.redis'],
  'devenv:from-repo': ['shop', '--dry-run', '--force'],
  'devenv:migrate': ['shop/shell.nix', '--dry-run', '--force'],
  'devenv:update-options': ['build.log'],
  'devenv:suggest': ['django', 'shop'],
  'health:explain': ['disk'],
  'editors:install': ['helix', '--dry-run'],
  lsp: ['--stdio'],
  'list-options': ['services.openssh'],
  'mcp-server:call': ['nix_check', '{}'],
  'mcp-server:install': ['vscode', '--project', '--dry-run'],
  'mcp-server:restart': ['--nothing'],
  'mcp-server:uninstall': ['vscode', '--project', '--dry-run'],
  'mcp-server:start': ['--stdio'],
  'neovim-setup': ['status'],
  'flake:check-lock': ['site'],
  'flake:create': ['new', '--dry-run'],
  'flake:dedup': ['site'],
  'flake:explain': ['site'],
  'flake:fix': ['site'],
  'flake:update-plan': ['site'],
  'migrate:analyze': ['site'],
  'migrate:channel-upgrade': ['26.05', 'site', '--from', '25.11'],
  'migrate:flake-inputs': ['site'],
  'migrate:from-flakes': ['site', '--dry-run'],
  'migrate:list': [],
  'migrate:rollback': ['--yes'],
  'migrate:to-flakes': [
    'channels',
    '--no-proof',
    '--dry-run',
    '--channel',
    'nixos=https://channels.nixos.org/nixos-26.05',
  ],
  'package-repo': ['shop', '--hashes', 'fake'],
  'package-repo:from-log': ['build.log'],
  'package-repo:hash': ['path', 'shop'],
  'package-repo:refresh': ['shop/package.nix', '--yes'],
  'package-repo:update': ['shop/package.nix', '--to', '1.1', '--yes'],
  interactive: ['--command', 'config path'],
  run: ['--', 'true'],
  'shell:init': ['bash'],
  'shell:install': ['bash', '--dry-run'],
  'shell:not-found': ['jq', '--offline'],
  'shell:uninstall': ['bash', '--dry-run'],
  'snippets:add': ['tls', 'shop/devenv.nix', '--yes'],
  'snippets:apply': ['tls', '--dry-run'],
  'snippets:edit': ['tls'],
  'snippets:export': ['--output', 'x.tar.gz', '--yes'],
  'snippets:import': ['build.log', '--yes'],
  'snippets:extract-from-system': ['x', '--service', 'nginx', '--from', 'shop/devenv.nix', '--yes'],
  'snippets:remove': ['tls', '--yes'],
  'snippets:search': ['tls'],
  'snippets:show': ['tls'],
  'store:backup': ['--output', 'backups', '--scope', 'config', '--dry-run'],
  'store:forget': ['--repo', 'nowhere', '--keep-last', '1', '--yes'],
  'store:gc': ['--dry-run'],
  'store:integrity': ['--only', 'backups', '--repo', 'nowhere'],
  'store:restore': ['nowhere.tar', '--to', 'restored', '--yes'],
  'store:schedule': ['--print', '--repo', 'nowhere'],
  'store:snapshots': ['--repo', 'nowhere'],
  'store:test-restore': ['--repo', 'nowhere'],
  'templates:add': ['github:acme/nothing', '--offline', '--yes'],
  'templates:combine': ['development', 'laptop', '--output', 'both', '--dry-run'],
  'templates:compatibility-check': ['laptop'],
  'templates:deploy-bulk': [
    'laptop',
    ...['--csv-file', 'build.log', '--target-machines', 'build.log', '--dry-run'],
  ],
  'templates:document': ['laptop'],
  'templates:optimize': ['laptop'],
  'templates:rollback': ['laptop', '--yes'],
  'templates:save': ['shop', 'shop/devenv.nix', '--yes'],
  'templates:update': ['laptop', '--yes'],
  'templates:validate': ['laptop'],
  'templates:apply': ['flake', '--set', 'hostName=box', '--output', 'flake.nix', '--yes'],
  'templates:search': ['ssh'],
  'templates:show': ['ssh-server'],
};

/** What some end with where nothing is malformed: they lack a network, Nix, a checkout or an archive. */
const refusing = {
  build: 2,
  'build:cache-miss': 2,
  'build:debug': 2,
  'build:profile': 2,
  'build:sandbox-debug': 2,
  health: 2,
  // Nobody is at the other end.
  lsp: 2,
  'deps:browse': 5,
  'deps:conflicts': 2,
  'deps:diff': 2,
  'deps:optimize': 2,
  'machines:audit': 5,
  'machines:deploy': 2,
  'mcp-server:restart': 2,
  'mcp-server:start': 2,
  'machines:diff': 2,
  'machines:exception:remove': 2,
  'devenv:update-options': 5,
  'machines:health-check': 5,
  'machines:health-monitor': 5,
  'migrate:from-flakes': 5,
  'migrate:rollback': 5,
  'package-repo:refresh': 2,
  'shell:why': 2,
  'snippets:import': 5,
  'store:forget': 5,
  'store:gc': 2,
  'store:integrity': 5,
  'store:performance': 2,
  'store:roots': 2,
  'store:test-restore': 5,
  'store:restore': 5,
  'store:snapshots': 5,
  'templates:add': 3,
  'templates:deploy-bulk': 2,
};

const fleet = `version: 1
machines:
  web1:
    host: 127.0.0.1
    ssh-port: 1
groups:
  web: [web1]
`;

/** How its machines are backed up, and come back. */
const strategy = {
  ...{ version: 1, location: '/srv/backups', schedule: 'daily', keep: { daily: 7 }, paths: [] },
  timer: { format: 'systemd', folder: '/nowhere' },
};
const recovery = {
  ...{ version: 1, name: 'dr', machines: [{ name: 'web1', standby: 'web1' }] },
  objectives: { recoverySeconds: 900, pointSeconds: 14_400 },
  phases: ['assess', 'provision', 'restore', 'activate', 'check'].map((phase) => ({
    phase,
    commands: [],
  })),
};

const template = `title: A house
variables:
  - name: hostName
    type: string
    example: web1
`;

const monitor = {
  ...{ version: 1, name: 'drift', check: 'drift', machines: [], select: {}, options: {} },
  ...{ severity: 'low', tell: {} },
};

const derivation = `{ buildGoModule }:
buildGoModule {
  pname = "shop";
  version = "1.0";
  src = ./.;
  vendorHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
}
`;

function wordsFor(id, { words = [], place, name }, flags) {
  const own = [...id.split(':'), ...flags];
  const command = [...own, ...(usual[id] ?? [])];
  const [word] = words;
  switch (place) {
    case 0:
      return [...command, word];
    case 1:
      return [...own, word];
    case 2:
      return [...command, `--${name}=${word}`];
    case 3:
      return [...command, `--${word}`];
    case 4:
      return [...id.split(':').slice(0, -1), `${id.split(':').at(-1)}${word}`, ...flags];
    default:
      return command;
  }
}

/** What is wrong with how a run ended; undefined if nothing is. */
function complaint({ code, signal, stdout, stderr, crash, hung, cpu = 0 }, json) {
  if (crash !== undefined) return `it crashed: ${crash}`;
  if (hung || signal === 'SIGTERM') return `it did not end within ${patience} ms`;
  if (cpu > mostWork) return `it worked for ${cpu} ms`;
  if (!documented.includes(code)) return `it ended with ${code} ${signal ?? ''}`;
  if (stack.test(`\n${stderr}`) || stack.test(`\n${stdout}`)) return `a stack: ${stdout}${stderr}`;
  if (/failed in a way it should not/.test(stdout + stderr)) return `${stdout}${stderr}`;
  // The help of a topic is text, also with --json.
  if (!json || stdout === '' || /\n\nUSAGE\n {2}\$ nixai /.test(stdout)) return undefined;
  try {
    JSON.parse(stdout);
    return undefined;
  } catch {
    return `no JSON: ${stdout.slice(0, 400)}`;
  }
}

describe(`${inputs.length} malformed inputs`, function () {
  this.timeout(3_600_000);
  let home;
  let driver;
  before(() => {
    home = createHome();
    const main = join(dirname(installedCli().bin), '../bundle/main.cjs');
    driver = createDriver(home, main, patience);
  });
  let runs = 0;
  after(() => {
    driver.stop();
    home.remove();
    console.log(`      ${runs} runs of ${commands.length} commands`);
  });

  function furnish({ files = {}, folders = [] }, plugin) {
    for (const name of [
      '.config',
      '.cache',
      '.local',
      'nixai-plugin-acme',
      'acme',
      'flake.nix',
      'fleet',
    ])
      rmSync(join(home.path, name), { recursive: true, force: true });
    home.file('build.log', "error: attribute 'ripgrepp' missing\n");
    mkdirSync(join(home.path, 'shop'), { recursive: true });
    home.file('shop/devenv.nix', '{ services.nginx.enable = true; }\n');
    mkdirSync(join(home.path, 'site'), { recursive: true });
    home.file('site/flake.nix', '{ inputs.a.url = "github:a/b"; outputs = { self }: { }; }\n');
    home.file('site/flake.lock', '{"nodes":{"root":{}},"root":"root","version":7}');
    mkdirSync(join(home.path, 'channels'), { recursive: true });
    home.file('channels/configuration.nix', '{ imports = [ <nixos-hardware/x> ]; }\n');
    home.file('shop/package.nix', derivation);
    home.file('shop/shell.nix', '{ pkgs }: pkgs.mkShell { packages = [ pkgs.git ]; }\n');
    mkdirSync(join(home.path, '.config/nixai'), { recursive: true });
    home.file('.config/nixai/machines.yaml', fleet);
    mkdirSync(join(home.path, '.config/nixai/monitors'), { recursive: true });
    home.file('.config/nixai/monitors/drift.json', JSON.stringify(monitor));
    home.file('.config/nixai/backups.json', JSON.stringify(strategy));
    home.file('.config/nixai/backups.key', 'a'.repeat(64));
    mkdirSync(join(home.path, '.config/nixai/machine-templates'), { recursive: true });
    home.file('.config/nixai/machine-templates/house.yaml', template);
    home.file(
      '.config/nixai/machine-templates/house.nix',
      '{ networking.hostName = @hostName@; }\n',
    );
    mkdirSync(join(home.path, '.config/nixai/recovery'), { recursive: true });
    home.file('.config/nixai/recovery/dr.json', JSON.stringify(recovery));
    home.file('shop/go.mod', 'module example.org/shop\n\ngo 1.24\n');
    home.file('options.json', '{"services.x.enable":{"type":"boolean","description":"x"}}');
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home.path, path)), { recursive: true });
      writeFileSync(join(home.path, path), text);
    }
    for (const path of folders) mkdirSync(join(home.path, path), { recursive: true });
    // A damaged list names no plugin: what it does to nixai, core's commands show.
    if (plugin !== undefined && !existsSync(join(home.path, pluginList))) link(plugin);
  }

  const pluginList = '.local/share/nixai/package.json';

  /** As `plugins link` leaves it. */
  function link(folder) {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const plugins = [{ name, type: 'link', root: folder }];
    mkdirSync(join(home.path, '.local/share/nixai'), { recursive: true });
    home.file(pluginList, JSON.stringify({ oclif: { schema: 1, plugins } }));
  }

  for (const { id, plugin } of commands)
    it(`for ${id.replaceAll(':', ' ')}`, async () => {
      const complaints = [];
      if (plugin !== undefined) {
        furnish({}, plugin);
        const { code, stderr } = await driver.run(wordsFor(id, {}, []), {});
        expect(code, `${stderr}, though nothing was malformed`).to.be.oneOf([0, 1, refusing[id]]);
      }
      for (const [index, input] of inputsOf(plugin).entries()) {
        furnish(input, plugin);
        const json = index % 2 === 0;
        const argv = wordsFor(id, input, json ? ['--json'] : []);
        const wrong = complaint(await driver.run(argv, input.env ?? {}), json);
        runs++;
        if (wrong !== undefined)
          complaints.push(
            `${JSON.stringify(input).slice(0, 200)} ${argv.join(' ').slice(0, 200)}: ${wrong.slice(0, 800)}`,
          );
      }
      expect(complaints.length, complaints.slice(0, 8).join('\n\n')).to.equal(0);
    });

  it('on stdin, and each input as a process of its own now and then', async () => {
    const complaints = [];
    furnish({});
    for (const [index, input] of hostileStdin.entries()) {
      if (!long && index % 6 !== 0) continue;
      const json = index % 2 === 0;
      const argv = [
        'ask',
        '--no-ai',
        ...(index % 3 ? ['is this right?'] : []),
        ...(json ? ['--json'] : []),
      ];
      const run = await home.nixai(argv, { input, timeout: patience });
      const wrong = complaint(run, json);
      if (wrong !== undefined) complaints.push(`stdin ${index}: ${wrong.slice(0, 800)}`);
    }
    const ids = commands.filter(({ plugin }) => plugin === undefined).map(({ id }) => id);
    for (const [index, input] of inputs.entries()) {
      if (index % (long ? 5 : 3) !== 0) continue;
      furnish(input);
      const id = ids[index % ids.length];
      const words = wordsFor(id, input, ['--json']).map((word) => word.replaceAll('\0', ''));
      const run = await home.nixai(words, {
        env: input.env,
        timeout: patience,
      });
      const wrong = complaint(run, true);
      if (wrong !== undefined)
        complaints.push(
          `${words.join(' ')}: ${JSON.stringify(input).slice(0, 200)}: ${wrong.slice(0, 800)}`,
        );
    }
    expect(complaints.length, complaints.slice(0, 8).join('\n\n')).to.equal(0);
  });

  it('as the first word', async () => {
    const complaints = [];
    furnish({});
    for (const word of nasty.filter((_, index) => long || index % 8 === 0)) {
      // After `--` there is no flag any more: `--json` is the question then.
      const wrong = complaint(await driver.run([word, '--json'], {}), word !== '--');
      if (wrong !== undefined)
        complaints.push(`${JSON.stringify(word).slice(0, 100)}: ${wrong.slice(0, 800)}`);
    }
    expect(complaints.length, complaints.slice(0, 8).join('\n\n')).to.equal(0);
  });
});
