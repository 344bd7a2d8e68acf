// `services.nixai.plugins`: what the NixOS and Home Manager modules make of a list is run as a
// person's own systemd would run it. The real Nix evaluates them, with a stub of nixpkgs.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli, pack, root } from './support/packed.js';
import { startRegistry } from './support/registry.js';

const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0;
const name = '@acme/nixai-wiki';

describe('plugins that a NixOS or Home Manager configuration names', function () {
  let folder;
  let registry;
  let fleet;
  let program;
  const homes = [];

  const machine = (npmrc) => {
    const home = createHome();
    home.file('.npmrc', npmrc);
    homes.push(home);
    return home;
  };
  const connected = () => machine(readFileSync(registry.npmrc, 'utf8'));
  const cut = () => machine('registry=http://127.0.0.1:3/\n');

  before(async function () {
    if (!hasNix) this.skip();
    folder = mkdtempSync(join(tmpdir(), 'nixai-modules-'));
    registry = await startRegistry();
    await registry.publish(pack('core/api', folder));
    await registry.publish(pack('test/plugins/acme-wiki', folder));
    program = join(folder, 'nixai');
    const start = `#!/bin/sh\nexec "${process.execPath}" "${installedCli().bin}" "$@"\n`;
    writeFileSync(program, start, { mode: 0o755 });

    fleet = join(folder, 'fleet');
    mkdirSync(fleet);
    writeFileSync(join(fleet, 'nixai-plugins.yaml'), `plugins: ['${name}']\n`);
    writeFileSync(join(fleet, 'key.pem'), 'a secret that lies beside the list');
    const argv = ['plugins', 'sync', '--yes', '--save-mirror', join(fleet, 'mirror')];
    const list = ['--list', join(fleet, 'nixai-plugins.yaml')];
    const { code, stderr } = await connected().nixai([...argv, ...list]);
    expect(code, stderr).to.equal(0);
  });
  after(() => {
    registry?.stop();
    homes.forEach((home) => home.remove());
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const path = (file) => ({ path: join(fleet, file) });
  /** What a module gives where a person sets this under `services.nixai`. */
  function evaluate(module, settings) {
    const printed = execFileSync(
      'nix-instantiate',
      [
        ...['--eval', '--strict', '--json', '--read-write-mode'],
        join(root, 'test/fixtures/nixpkgs-stub/modules.nix'),
        ...['--arg', 'module', join(root, `nix/modules/${module}.nix`)],
        ...['--argstr', 'nixai', program],
        ...['--argstr', 'settings', JSON.stringify({ enable: true, ...settings })],
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return JSON.parse(printed);
  }
  /** Runs a unit's program in a home, as that person's systemd would; resolves with its exit code. */
  const start = ({ script }, home, env = {}) =>
    spawnSync('sh', [script], { cwd: home.path, env: { ...home.env, ...env }, encoding: 'utf8' });
  const versions = async (home) =>
    JSON.parse((await home.nixai(['plugins', '--json'])).stdout).plugins.map((one) => one.name);

  it('come from a mirror, by a list that is written in the configuration', async () => {
    const { units, refused } = evaluate('home-manager', {
      plugins: [name],
      pluginLock: path('nixai-plugins.lock.json'),
      pluginMirror: path('mirror'),
    });
    expect(refused).to.deep.equal([]);
    const home = cut();
    const { status, stderr } = start(units['nixai-plugins'], home);
    expect(status, stderr).to.equal(0);
    expect(await versions(home)).to.deep.equal([name]);
    expect((await home.nixai(['greet', 'Ada'])).stdout).to.equal('Hello, Ada!\n');
    expect(start(units['nixai-plugins'], home).stdout).to.contain('Everything is as');
  });

  it('come from the registry, by the list that the fleet shares, and nothing beside it is copied', async () => {
    const { units } = evaluate('nixos', { plugins: path('nixai-plugins.yaml') });
    const home = connected();
    const { status, stderr } = start(units['nixai-plugins'], home);
    expect(status, stderr).to.equal(0);
    expect(await versions(home)).to.deep.equal([name]);
    const [, list] = readFileSync(units['nixai-plugins'].script, 'utf8').match(/'(\/nix\/.*yaml)'/);
    expect(() => readFileSync(join(list, '../key.pem'))).to.throw('ENOENT');
  });

  it('are those of everyone, or of the person who is named, and never of root', async () => {
    const nobody = path('empty.yaml');
    writeFileSync(nobody.path, 'plugins: []\n');
    const lock = { format: 1, plugins: [], packages: {} };
    writeFileSync(join(fleet, 'empty.lock.json'), JSON.stringify(lock));
    const { units, refused } = evaluate('nixos', {
      plugins: path('nixai-plugins.yaml'),
      users: { ada: { plugins: nobody }, root: {} },
    });
    expect(units['nixai-plugins'].runsFor).to.deep.equal(['!@system', '!ada']);
    expect(units['nixai-plugins-ada'].runsFor).to.deep.equal(['ada']);
    expect(refused).to.have.lengthOf(1);
    expect(refused[0]).to.contain('services.nixai.users.root');

    const home = connected();
    start(units['nixai-plugins'], home);
    const emptied = start(units['nixai-plugins-ada'], home);
    expect(emptied.status, emptied.stderr).to.equal(0);
    expect(await versions(home)).to.deep.equal([]);
    if (process.getuid() !== 0) return;
    const asRoot = start(units['nixai-plugins'], home, { NIXAI_AS_ROOT: '' });
    expect(asRoot.status).to.equal(5);
    expect(asRoot.stderr).to.contain('as root');
  });

  it('are refused where the lock has other bytes, with a code that is not tried again', () => {
    const text = readFileSync(join(fleet, 'nixai-plugins.lock.json'), 'utf8');
    const other = text.replaceAll(/sha512-..../g, 'sha512-AAAA');
    writeFileSync(join(fleet, 'other.lock.json'), other);
    const { units } = evaluate('nixos', { plugins: [name], pluginLock: path('other.lock.json') });
    const unit = units['nixai-plugins'];
    const { status, stderr } = start(unit, connected());
    expect(stderr).to.contain('is not what the lock says');
    expect(unit.service.RestartPreventExitStatus.split(' ')).to.include(String(status));
    expect(unit.service).to.include({ Type: 'oneshot', Restart: 'on-failure' });
  });

  it('are named in the evaluation where list and lock do not fit', () => {
    const lock = path('nixai-plugins.lock.json');
    for (const module of ['nixos', 'home-manager']) {
      const said = (settings) => evaluate(module, settings).refused.join('\n');
      expect(said({ plugins: [name], pluginLock: lock })).to.equal('');
      expect(said({ plugins: [name, 'notes'], pluginLock: lock })).to.contain(
        'is the lock of another list',
      );
      expect(evaluate(module, {}).units).to.deep.equal({});
    }
  });

  it('are started by launchd on a Mac', () => {
    const { agents, units } = evaluate('home-manager', { plugins: path('nixai-plugins.yaml') });
    expect(agents['nixai-plugins']).to.deep.equal([units['nixai-plugins'].script]);
  });
});
