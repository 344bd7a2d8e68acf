// Who stands between the author of a plugin and the command that runs it, and lies: a registry, a
// package that comes along unasked, a list that was written by hand, the environment.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { startHostileRegistry, integrityOf } from '../support/hostileRegistry.js';
import { pack } from '../support/packed.js';
import { guardedMachine, name } from './support/signedPlugin.js';

describe('what stands between a plugin and who uses it', function () {
  this.timeout(600_000);
  let machine;
  let registry;
  let npmrc;
  before(async () => {
    machine = await guardedMachine();
    registry = await startHostileRegistry();
    npmrc = { npm_config_registry: registry.url };
  });
  after(async () => {
    machine?.remove();
    await registry?.stop();
  });
  beforeEach(() => {
    rmSync(machine.store, { recursive: true, force: true });
    rmSync(join(machine.home.path, '.npm'), { recursive: true, force: true });
    rmSync(machine.sentinel, { force: true });
    machine.allowSigned();
  });

  const nixai = (...argv) => machine.nixai(argv, { env: npmrc });
  const json = async (...argv) => {
    const { code, stdout, stderr } = await nixai(...argv, '--json');
    expect(code, stdout + stderr).to.equal(0);
    return JSON.parse(stdout);
  };
  const refusal = async (...argv) => {
    const { code, stdout, stderr } = await nixai(...argv, '--yes', '--json');
    expect(code, stdout + stderr).to.equal(5);
    return JSON.parse(stdout).error;
  };
  const signed = async (files, more) =>
    machine.tarball(await machine.sign(machine.plugin(files, more)));
  const installed = (path = '') => join(machine.store, 'node_modules', name, path);
  const version = () =>
    existsSync(installed('package.json'))
      ? JSON.parse(readFileSync(installed('package.json'), 'utf8')).version
      : undefined;

  /** A package that leaves a mark when it is loaded; a folder. */
  function stranger(called) {
    const folder = join(machine.folder, `stranger-${called.replaceAll('/', '+')}`);
    put(join(folder, 'package.json'), JSON.stringify({ name: called, version: '1.0.0' }));
    put(
      join(folder, 'index.js'),
      `require('node:fs').writeFileSync(${JSON.stringify(machine.sentinel)}, 'ran');`,
    );
    return folder;
  }

  describe('a package that the signed one brings', () => {
    const inner = (manifest, code) => ({
      'node_modules/helper/package.json': JSON.stringify({
        name: 'helper',
        version: '1.0.0',
        ...manifest,
      }),
      'node_modules/helper/index.js': code,
      'register.js': `import 'helper';\nexport default async () => {};\n`,
    });
    const bundling = { bundleDependencies: ['@nixai/api', 'helper'] };
    const dependencies = { dependencies: { '@nixai/api': '^1.0.0', helper: '1.0.0' } };

    it('needs another one, which nobody signed: it is told, and not loaded where that one is', async () => {
      const folder = stranger('stranger');
      registry.offer([pack(relative(folder), machine.folder)]);
      const files = inner({ dependencies: { stranger: '1.0.0' } }, "require('stranger');");
      const tarball = await signed(files, { ...bundling, ...dependencies });
      const { plugins } = await json('plugins', 'install', tarball, '--dry-run');
      expect(plugins[0].notSigned).to.deep.equal(['stranger']);
      await nixai('plugins', 'install', tarball, '--yes');
      cpSync(folder, join(machine.store, 'node_modules/stranger'), { recursive: true });
      const { stdout, stderr } = await nixai('ask', '--no-ai', 'how do I enable SSH?');
      expect(stdout).not.to.equal('');
      expect(stderr).to.contain(`plugin ${name} is left out`).and.to.contain('stranger');
      expect(machine.hasRun()).to.equal(false);
    });

    it('tries to load another one, which lies about: nothing of that is run', async () => {
      const tarball = await signed(inner({}, "try { require('stranger'); } catch {}"), {
        ...bundling,
        ...dependencies,
      });
      await json('plugins', 'install', tarball, '--yes');
      cpSync(stranger('stranger'), join(machine.store, 'node_modules/stranger'), {
        recursive: true,
      });
      await nixai('ask', '--no-ai', 'how do I enable SSH?');
      expect(machine.hasRun(), 'beside it').to.equal(false);
      rmSync(join(machine.store, 'node_modules/stranger'), { recursive: true });
      cpSync(stranger('stranger'), join(machine.home.path, 'node_modules/stranger'), {
        recursive: true,
      });
      await nixai('ask', '--no-ai', 'how do I enable SSH?');
      rmSync(join(machine.home.path, 'node_modules'), { recursive: true });
      expect(machine.hasRun(), 'above it').to.equal(false);
      expect((await nixai('greet', 'Ada')).stdout).to.equal('Hello, Ada!\n');
    });
  });

  it('another hash, name or version than the registry says is not installed', async () => {
    const tarball = await signed();
    const lies = {
      'a wrong hash': (dist) => ({ ...dist, integrity: integrityOf('else') }),
      'a hash of nothing': (dist) => ({ ...dist, integrity: '' }),
      'a hash of an old kind': ({ tarball: at }) => ({ tarball: at, shasum: '0'.repeat(40) }),
      'a path of this machine': (dist) => ({ ...dist, tarball: `file://${tarball}` }),
    };
    for (const [what, lie] of Object.entries(lies)) {
      registry.offer([tarball], ({ document }) => {
        document.versions['1.0.0'].dist = lie(document.versions['1.0.0'].dist);
        return document;
      });
      const { code, stdout } = await nixai('plugins', 'install', name, '--yes', '--json');
      expect(code, `${what}: ${stdout}`).not.to.equal(0);
      expect(version(), what).to.equal(undefined);
      rmSync(join(machine.home.path, '.npm'), { recursive: true, force: true });
    }
    for (const odd of ['git+file:///tmp/nowhere.git', 'file:../..', 'npm:other@1.0.0', '../x']) {
      registry.offer([tarball], ({ document }) => {
        const [only] = Object.values(document.versions);
        return {
          ...document,
          'dist-tags': { latest: '1.0.0' },
          versions: { '1.0.0': { ...only, version: odd } },
        };
      });
      const { code, stdout } = await nixai('plugins', 'install', name, '--yes', '--json');
      expect(code, `${odd}: ${stdout}`).to.equal(5);
      expect(version(), odd).to.equal(undefined);
    }
  });

  it('the bytes that are swapped between the preview and the installation are not taken', async () => {
    machine.allow({ scopes: ['@acme'] });
    const honest = await signed();
    const evil = machine.tarball(machine.plugin({ 'commands/evil.js': machine.mark }));
    for (let honestFor = 1; honestFor <= 4; honestFor++) {
      registry.offer([honest], ({ document, asked }) => {
        const [only] = Object.values(document.versions);
        if (asked > honestFor) only.dist.integrity = integrityOf(readFileSync(evil));
        return document;
      });
      registry.serve(`/${name}/-/1.0.0.tgz`, (times) =>
        readFileSync(times >= honestFor ? evil : honest),
      );
      const { code, stdout } = await nixai('plugins', 'install', name, '--yes', '--json');
      if (code === 0) {
        const [shown] = JSON.parse(stdout).plugins;
        expect(shown.integrity, `honest for ${honestFor}`).to.equal(
          integrityOf(readFileSync(honest)),
        );
        expect(existsSync(installed('commands/evil.js')), `honest for ${honestFor}`).to.equal(
          false,
        );
      }
      await nixai('plugins');
      expect(machine.hasRun()).to.equal(false);
      rmSync(machine.store, { recursive: true, force: true });
      rmSync(join(machine.home.path, '.npm'), { recursive: true, force: true });
    }
  });

  it('what a registry says of where a tarball is, is where it is taken from', async () => {
    const allowed = await startHostileRegistry();
    const evil = machine.tarball(machine.plugin());
    try {
      machine.allow({ scopes: ['@acme'], registries: [allowed.url] });
      registry.offer([evil], ({ document, asked }) => {
        const [only] = Object.values(document.versions);
        if (asked === 1 || asked > 2)
          only.dist.tarball = only.dist.tarball.replace(registry.url, allowed.url);
        return document;
      });
      const { code, stdout } = await nixai('plugins', 'install', name, '--yes', '--json');
      expect(code, stdout).not.to.equal(0);
      expect(version()).to.equal(undefined);
    } finally {
      await allowed.stop();
    }
  });

  it('an address that only begins like an allowed registry is another one', async () => {
    registry.offer([await signed()]);
    const { port } = new URL(registry.url);
    for (const rule of [
      `http://127.0.0.1:${port.slice(0, -1)}`,
      'http://127',
      'http://127.0.0.1',
    ]) {
      machine.allow({ scopes: ['@acme'], registries: [rule] });
      const { why } = await refusal('plugins', 'install', name);
      expect(why, rule).to.contain('not allowed');
    }
    machine.allow({ scopes: ['@acme'], registries: [registry.url.slice(0, -1)] });
    await json('plugins', 'install', name, '--yes');
  });

  it('an older one, signed as it is, does not come back unasked', async () => {
    const older = await signed({}, { version: '1.1.0' });
    const beta = await signed({}, { version: '1.2.0-beta.1' });
    const newer = await signed({}, { version: '1.2.0-beta.2' });
    registry.offer([older, beta, newer]);
    for (const range of ['', '@>=1.0.0', '@>=1.0.0-0 <2', '@latest']) {
      await json('plugins', 'install', newer, '--yes');
      expect(version()).to.equal('1.2.0-beta.2');
      registry.offer([older, beta]);
      const { code } = await refusal('plugins', 'install', `${name}${range}`);
      expect(code, range).to.equal('plugin-older');
      expect(version(), range).to.equal('1.2.0-beta.2');
    }
    // By an address that is asked again.
    registry.serve('/wiki.tgz', (times) => readFileSync(times === 1 ? newer : older));
    await json('plugins', 'install', `${registry.url}wiki.tgz`, '--yes');
    rmSync(join(machine.home.path, '.npm'), { recursive: true, force: true });
    const { code } = await refusal('plugins', 'update');
    expect([code, version()]).to.deep.equal(['plugin-older', '1.2.0-beta.2']);
    // Who wants it says so.
    registry.offer([older, newer]);
    await json('plugins', 'install', `${name}@1.1.0`, '--yes');
    expect(version()).to.equal('1.1.0');
  });

  it('a plugin does not take the name of a part of nixai', async () => {
    machine.noPolicy();
    for (const taken of ['nixai', '@oclif/plugin-help', '@nixai/api', '@nixai/nix']) {
      const { code } = await refusal('plugins', 'install', machine.plugin({}, { name: taken }));
      expect(code, taken).to.equal('not-a-plugin');
      const { code: linked } = await nixai('plugins', 'link', machine.plugin({}, { name: taken }));
      expect(linked, taken).to.equal(5);
    }
  });

  it('NODE_OPTIONS and NODE_PATH do not reach npm or a probe', async () => {
    machine.noPolicy();
    const hook = join(machine.folder, 'preload.cjs');
    put(
      hook,
      `require('node:fs').appendFileSync(${JSON.stringify(machine.sentinel)}, process.argv.join(' ') + '\\n');`,
    );
    const folder = machine.plugin();
    const env = {
      NODE_OPTIONS: `--require ${hook}`,
      NODE_PATH: machine.folder,
      npm_config_node_options: `--require ${hook}`,
      npm_config_script_shell: hook,
      npm_config_ignore_scripts: 'false',
    };
    for (const argv of [
      ['plugins', 'install', folder, '--yes'],
      ['plugins', 'verify', folder],
      ['plugins', 'update', '--yes'],
      ['plugins', 'uninstall', name],
    ])
      await machine.nixai(argv, { env });
    const ran = readFileSync(machine.sentinel, 'utf8').trim().split('\n');
    // Those who may set it for nixai have set it for nixai.
    expect(ran.filter((argv) => !argv.includes('nixai.js'))).to.deep.equal([]);
  });

  it('what is refused runs for no command of nixai, not even for one that is about it', async () => {
    machine.noPolicy();
    const folder = machine.plugin({
      'register.js': `${machine.mark}export default async () => {};`,
    });
    await json('plugins', 'install', folder, '--yes');
    rmSync(machine.sentinel, { force: true });
    machine.allow({ scopes: ['@other'] });
    for (const argv of [
      ['plugins', 'inspect', name],
      ['plugins', 'verify', name],
      ['plugins', 'update', '--yes'],
      ['plugins', 'install', name, '--yes'],
      ['plugins', 'link', folder],
      ['doctor'],
      ['docs', 'sources'],
      ['config', 'list'],
      ['models'],
      ['completion', 'bash'],
      ['templates'],
      ['--help'],
      ['greet', 'Ada'],
      ['help', 'greet'],
    ]) {
      await nixai(...argv);
      expect(machine.hasRun(), argv.join(' ')).to.equal(false);
    }
    const { removed } = await json('plugins', 'reset', '--yes');
    expect([removed, version()]).to.deep.equal([[name], undefined]);
    expect((await json('plugins', 'reset', '--yes')).removed).to.deep.equal([]);
  });

  it('a list of plugins is held to the policy, also where it is locked and mirrored', async () => {
    const list = join(machine.folder, 'nixai-plugins.yaml');
    const sync = ['plugins', 'sync', '--list', list];
    writeFileSync(list, `plugins: ['${machine.tarball(machine.plugin())}']\n`);
    expect((await refusal(...sync)).code).to.equal('policy-refused');
    machine.noPolicy();
    await json(...sync, '--yes');
    machine.allowSigned();
    expect((await refusal(...sync, '--frozen')).code).to.equal('policy-refused');
    expect((await nixai('greet', 'Ada')).code).to.equal(5);
    const linked = await nixai('plugins', 'link', machine.plugin());
    expect([linked.code, linked.stderr]).to.satisfy(([c, s]) => c === 5 && s.includes('linked'));

    // The signed one, with what it bundles, on a machine that has never seen it.
    writeFileSync(list, `plugins: ['${await signed()}']\n`);
    const mirror = join(machine.folder, 'mirror');
    await json(...sync, '--yes', '--save-mirror', mirror);
    rmSync(machine.store, { recursive: true });
    await json(...sync, '--yes', '--frozen', '--mirror', mirror, '--offline');
    expect((await nixai('greet', 'Ada')).stdout).to.equal('Hello, Ada!\n');
    expect((await json(...sync, '--frozen', '--yes')).changes).to.equal(false);

    // A lock that says of a package, or of one beside it, that it needs no hash.
    const lock = join(machine.folder, 'nixai-plugins.lock.json');
    const said = JSON.parse(readFileSync(lock, 'utf8'));
    const { [`node_modules/${name}`]: plugin } = said.packages;
    for (const packages of [
      { [`node_modules/${name}`]: { ...plugin, integrity: undefined, inBundle: true } },
      { 'node_modules/stranger': { version: '1.0.0', inBundle: true } },
      { 'node_modules/none/node_modules/stranger': { version: '1.0.0', inBundle: true } },
    ]) {
      writeFileSync(lock, JSON.stringify({ ...said, packages: { ...said.packages, ...packages } }));
      const { code } = await refusal(...sync, '--frozen');
      expect(code, JSON.stringify(packages)).to.equal('plugin-lock-outdated');
    }
  });
});

function put(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** `pack` takes paths below the checkout. */
const relative = (path) => join(...Array(20).fill('..'), path);
