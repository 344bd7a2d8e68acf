// An organisation's own plugin: from a registry that wants a token, and every other way in.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli, pack, root } from './support/packed.js';
import { startRegistry } from './support/registry.js';

const name = '@acme/nixai-templates';

describe("an organisation's plugin", () => {
  let registry;
  let home;
  let folder;

  /** A folder with the plugin in that version. */
  function version(number, more = {}) {
    const copy = join(folder, `house-${number}`);
    cpSync(join(root, 'test/plugins/acme-house'), copy, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
    writeFileSync(
      join(copy, 'package.json'),
      JSON.stringify({ ...manifest, version: number, ...more }),
    );
    return copy;
  }
  const tarballOf = (source) => {
    const argv = ['pack', source, '--json', '--ignore-scripts', '--pack-destination', folder];
    const [{ filename }] = JSON.parse(
      execFileSync('npm', argv, { encoding: 'utf8', stdio: 'pipe' }),
    );
    return join(folder, filename);
  };
  const json = async (...argv) => {
    const { stdout, stderr, code } = await home.nixai([...argv, '--json']);
    expect(code, stdout + stderr).to.equal(0);
    return JSON.parse(stdout);
  };
  const installedVersion = async () =>
    (await json('plugins')).plugins.find((one) => one.name === name)?.version;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-acme-'));
    registry = await startRegistry({ closed: true });
    await registry.publish(pack('core/api', folder));
    await registry.publish(version('1.0.0'));
    home = createHome({ npm_config_cache: join(folder, 'npm-cache') });
  });
  after(() => {
    registry?.stop();
    home?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is not to be had without the token', async () => {
    home.file('.npmrc', `registry=${registry.url}\n`);
    const { code, stderr } = await home.nixai(['plugins', 'install', name, '--yes']);
    expect(code).to.equal(1);
    expect(stderr).to.contain('npm view failed');
    home.file('.npmrc', readFileSync(registry.npmrc, 'utf8'));
  });

  it('is installed by name once it was shown, and gives its rules, defaults and provider', async () => {
    const asked = await home.nixai(['plugins', 'install', name]);
    expect(asked.code, 'without a terminal or --yes').to.equal(5);
    expect(asked.stdout).to.contain('sha512-').and.to.contain('unsigned').and.to.contain('acme');
    const dry = await home.nixai(['plugins', 'install', name, '--dry-run', '--yes']);
    expect([dry.code, dry.stdout]).to.deep.equal([0, `${asked.stdout}Nothing was installed.\n`]);
    expect(await installedVersion()).to.equal(undefined);

    const { plugins } = await json('plugins', 'install', name, '--yes');
    expect(plugins[0]).to.include({ name, version: '1.0.0', source: 'registry', changes: true });
    expect(plugins[0].from).to.match(/^http:\/\/127\.0\.0\.1:\d+\/@acme/);
    const question = 'how do I reach a host by SSH through the bastion?';
    const answer = await home.nixai(['ask', '--no-ai', '--json', question]);
    expect(answer.stdout).to.contain('bastion.acme.example');
    const config = await json('config', 'get', 'acme.bastion');
    expect(JSON.stringify(config)).to.contain('bastion.acme.example');
    expect((await home.nixai(['models'])).stdout).to.contain('acme');
  });

  it('stays as it is when it is installed once more', async () => {
    const { plugins } = await json('plugins', 'install', name, '--yes');
    expect(plugins[0].changes).to.equal(false);
  });

  it('is listed, inspected and found', async () => {
    const [line] = (await json('plugins')).plugins;
    expect(line.contributions).to.deep.equal({
      providers: ['acme'],
      docSources: ['acme-house'],
      checkRules: ['acme'],
      templates: ['acme'],
    });
    expect(line.apiVersion).to.match(/^1\./);
    expect(line.integrity).to.match(/^sha512-/);
    const inspected = await home.nixai(['plugins', 'inspect', name]);
    expect(inspected.stdout).to.contain('acme-house').and.to.contain('unsigned');
    const { plugins } = await json('plugins', 'search', 'house');
    expect(plugins.map((one) => [one.name, one.version])).to.deep.equal([[name, '1.0.0']]);
    expect((await home.nixai(['plugins', 'search', 'nobody-has-this'])).code).to.equal(1);
  });

  it('gives templates with variables, and checks of the house', async () => {
    await home.nixai(['plugins', 'link', join(root, 'plugins/templates')]);
    const { templates } = await json('templates', 'search', 'acme', 'bastion');
    expect(templates[0]).to.include({ id: 'acme-host', origin: name, category: 'acme' });
    const output = join(home.path, 'host.nix');
    const argv = ['templates', 'apply', 'acme-host', '--output', output, '--yes'];
    await json(...argv, '--set', 'team=data');
    expect(readFileSync(output, 'utf8')).to.contain('networking.domain = "data"');
    const other = await home.nixai([...argv, '--set', 'team=sales', '--force']);
    expect(other.code).to.equal(2);
    expect(other.stderr).to.contain('web, data');

    const rule = 'acme/ssh-through-the-bastion';
    expect((await home.nixai(['check', output, '--json'])).stdout).not.to.contain(rule);
    const open = home.file('open.nix', '{ services.openssh.openFirewall = true; }\n');
    const checked = await home.nixai(['check', open, '--json']);
    const finding = JSON.parse(checked.stdout).findings.find((one) => one.rule === rule);
    expect([checked.code, finding.origin]).to.deep.equal([1, name]);
    home.file('open.nix', `{ services.openssh.openFirewall = true; } # nixai: ignore ${rule}\n`);
    expect((await home.nixai(['check', open, '--json'])).stdout).not.to.contain(rule);
    await json('plugins', 'uninstall', '@nixai/plugin-templates');
  });

  it('is updated, rolled back, pinned and removed', async () => {
    await registry.publish(version('1.1.0'));
    expect((await json('plugins')).plugins[0].update).to.equal('1.1.0');
    const dry = await json('plugins', 'update', '--dry-run');
    expect([dry.updated, dry.plugins[0].version]).to.deep.equal([[], '1.1.0']);
    expect(await installedVersion()).to.equal('1.0.0');
    expect((await json('plugins', 'update', '--yes')).updated).to.deep.equal([name]);
    expect(await installedVersion()).to.equal('1.1.0');

    await json('plugins', 'install', `${name}@1.0.0`, '--yes');
    expect(await installedVersion()).to.equal('1.0.0');
    expect((await json('plugins')).plugins[0].pinned).to.equal(true);
    expect((await json('plugins', 'update', '--yes')).updated).to.deep.equal([]);
    expect(await installedVersion()).to.equal('1.0.0');

    await json('plugins', 'uninstall', name);
    expect((await json('plugins')).plugins).to.deep.equal([]);
    expect((await home.nixai(['docs', 'sources'])).stdout).not.to.contain('acme-house');
    expect((await home.nixai(['plugins', 'uninstall', name])).code).to.equal(1);
  });

  it('comes as a tarball, as a folder, and out of a git repository', async () => {
    const source = version('2.0.0', { scripts: { prepare: `touch ${join(folder, 'prepared')}` } });
    const bare = join(folder, 'house.git');
    const git = (...argv) => execFileSync('git', argv, { cwd: source, stdio: 'pipe' });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', 'x');
    git('clone', '--quiet', '--bare', source, bare);
    const ways = { tarball: tarballOf(version('2.0.1')), folder: version('2.0.2') };
    for (const [kind, from] of Object.entries({ ...ways, git: `git+file://${bare}` })) {
      const { plugins } = await json('plugins', 'install', from, '--yes');
      expect(plugins[0], kind).to.include({ name, source: kind, from });
      expect(await installedVersion(), kind).to.equal(plugins[0].version);
    }
    expect(() => readFileSync(join(folder, 'prepared')), 'a script has run').to.throw();
    await json('plugins', 'uninstall', name);
  });

  describe('on a fleet', () => {
    let shared;
    let list;
    const homes = [];
    before(async () => {
      shared = join(folder, 'fleet');
      mkdirSync(shared);
      list = join(shared, 'nixai-plugins.yaml');
      cpSync(tarballOf(join(root, 'test/plugins/acme-wiki')), join(shared, 'wiki.tgz'));
      writeFileSync(list, `plugins:\n  - '${name}@^1.0.0'\n  - ./wiki.tgz\n`);
    });
    after(() => homes.forEach((one) => one.remove()));

    const machine = (npmrc = readFileSync(registry.npmrc, 'utf8')) => {
      const made = createHome();
      made.file('.npmrc', npmrc);
      homes.push(made);
      return made;
    };
    const sync = async (on, ...argv) => {
      const run = await on.nixai(['plugins', 'sync', '--list', list, '--yes', '--json', ...argv]);
      return { ...run, result: JSON.parse(run.stdout) };
    };
    const versions = async (on) => {
      const { plugins } = JSON.parse((await on.nixai(['plugins', '--json'])).stdout);
      return Object.fromEntries(plugins.map((one) => [one.name, one.version]));
    };
    const held = { [name]: '1.1.0', '@acme/nixai-wiki': '1.0.0' };

    it('a list is installed, locked, and stays as it is', async () => {
      const first = await sync(home);
      expect(first.code, first.stdout).to.equal(0);
      expect(await versions(home)).to.deep.equal(held);
      const lock = JSON.parse(readFileSync(first.result.lock, 'utf8'));
      expect(lock.plugins.map((one) => one.typed)).to.deep.equal([`${name}@^1.0.0`, './wiki.tgz']);
      expect(JSON.stringify(lock)).not.to.contain(folder);
      expect((await sync(home)).result.changes).to.equal(false);
    });

    it('another machine gets the very same, also when there is something newer', async () => {
      await registry.publish(version('1.2.0'));
      const other = machine();
      const dry = await sync(other, '--frozen', '--dry-run');
      expect([dry.result.synced, dry.result.changes]).to.deep.equal([false, true]);
      const frozen = await sync(other, '--frozen');
      expect(frozen.code, frozen.stdout).to.equal(0);
      expect(await versions(other)).to.deep.equal(held);
      expect((await other.nixai(['greet', 'Ada'])).stdout).to.equal('Hello, Ada!\n');
      expect((await sync(other, '--frozen')).result.changes).to.equal(false);
    });

    it('what a person has npm set to changes nothing of that', async () => {
      const npmrc = readFileSync(registry.npmrc, 'utf8');
      const own = 'package-lock=false\nsave=false\nglobal=true\ndry-run=true\nlockfile-version=1\n';
      const other = machine(`${npmrc}${own}omit-lockfile-registry-resolved=true\n`);
      const lock = join(folder, 'own.lock.json');
      const made = await sync(other, '--lock', lock);
      expect(made.code, made.stdout).to.equal(0);
      const { plugins } = JSON.parse((await other.nixai(['plugins', '--json'])).stdout);
      const house = plugins.find((one) => one.name === name);
      expect([house.version, house.from.split('/-/')[0]]).to.deep.equal([
        '1.2.0',
        `${registry.url}${name}`,
      ]);
      const frozen = await sync(machine(), '--frozen', '--lock', lock);
      expect(frozen.code, frozen.stdout).to.equal(0);
    });

    it('a machine with no network gets it from a mirror', async () => {
      const mirror = join(folder, 'mirror');
      const saved = await sync(home, '--frozen', '--save-mirror', mirror);
      expect(saved.code, saved.stdout).to.equal(0);
      const cut = machine('registry=http://127.0.0.1:3/\n');
      const synced = await sync(cut, '--frozen', '--mirror', mirror, '--offline');
      expect(synced.code, synced.stdout).to.equal(0);
      expect(await versions(cut)).to.deep.equal(held);
      expect((await cut.nixai(['greet', 'Ada'])).stdout).to.equal('Hello, Ada!\n');
    });

    it('another list, or other bytes, than the lock has are refused', async () => {
      writeFileSync(list, `plugins: ['${name}@^1.0.0']\n`);
      const outdated = await sync(home, '--frozen');
      expect([outdated.code, outdated.result.error.code]).to.deep.equal([
        5,
        'plugin-lock-outdated',
      ]);

      writeFileSync(list, `plugins:\n  - '${name}@^1.0.0'\n  - ./wiki.tgz\n`);
      const other = version('9.0.0', { name: '@acme/nixai-wiki' });
      cpSync(tarballOf(other), join(shared, 'wiki.tgz'));
      const changed = await sync(machine(), '--frozen');
      expect([changed.code, changed.result.error.code]).to.deep.equal([5, 'integrity-mismatch']);
    });

    it('what the list no longer has is removed, and a newer version is locked', async () => {
      writeFileSync(list, `plugins: ['${name}@^1.0.0']\n`);
      const synced = await sync(home);
      expect(synced.result.removes).to.deep.equal(['@acme/nixai-wiki']);
      expect(await versions(home)).to.deep.equal({ [name]: '1.2.0' });
      writeFileSync(list, 'plugins: []\n');
      await sync(home);
      expect(await versions(home)).to.deep.equal({});
    });
  });

  describe('under a policy', () => {
    let system;
    let bin;
    let privateKey;
    let key;

    before(() => {
      const keyFile = join(folder, 'nixai-key');
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', keyFile]);
      privateKey = readFileSync(keyFile, 'utf8');
      key = readFileSync(`${keyFile}.pub`, 'utf8').trim();
      // The package as an administrator has it: only who may write it can name another folder.
      system = join(folder, 'etc');
      mkdirSync(system);
      const modules = join(installedCli().folder, 'lib/node_modules');
      const copy = join(modules, 'nixai-of-acme');
      cpSync(join(modules, 'nixai'), copy, { recursive: true, verbatimSymlinks: true });
      const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
      manifest.nixai.systemFolder = system;
      writeFileSync(join(copy, 'package.json'), JSON.stringify(manifest));
      bin = join(copy, 'bin/nixai.js');
    });

    const allow = (rules) =>
      writeFileSync(join(system, 'plugins.yaml'), JSON.stringify({ allow: rules }));
    const nixai = (argv, env) => home.nixai(argv, { bin, env });

    it('a plugin of an allowed scope and registry is installed, another is refused', async () => {
      allow({ scopes: ['@acme'], registries: [registry.url] });
      const installed = await nixai(['plugins', 'install', name, '--yes']);
      expect(installed.code, installed.stderr).to.equal(0);
      const other = await nixai(['plugins', 'install', '@nixai/plugin-notes', '--yes']);
      expect(other.code).to.equal(5);
      expect(other.stderr).to.contain(join(system, 'plugins.yaml'));
    });

    it('no setting of the user widens it', async () => {
      allow({ names: ['@nixai/plugin-notes'] });
      mkdirSync(join(home.path, '.config/nixai'), { recursive: true });
      home.file('.config/nixai/plugins.yaml', 'allow: { scopes: ["@acme"] }');
      const env = { XDG_CONFIG_DIRS: home.path, NIXAI_SYSTEM_FOLDER: home.path };
      const refused = await nixai(['plugins', 'install', `${name}@1.0.0`, '--yes'], env);
      expect(refused.code).to.equal(5);
      rmSync(join(home.path, '.config/nixai'), { recursive: true });
    });

    it('what was there before is left out, and says so', async () => {
      const answer = await nixai(['ask', '--no-ai', 'how do I enable SSH?']);
      expect(answer.code, answer.stderr).to.equal(0);
      expect(answer.stderr).to.contain(`plugin ${name} is left out`);
      expect(answer.stderr).to.contain(`nixai plugins uninstall ${name}`);
    });

    it('a command of a plugin that is not allowed does not run', async () => {
      await registry.publish(join(root, 'test/plugins/acme-wiki'));
      await json('plugins', 'install', '@acme/nixai-wiki', '--yes');
      const greeted = await nixai(['greet', 'Ada']);
      expect(greeted.code).to.equal(5);
      expect(greeted.stdout).to.equal('');
      expect(greeted.stderr).to.contain('@acme/nixai-wiki may not be used on this machine');
      await json('plugins', 'uninstall', '@acme/nixai-wiki', name);
    });

    it('a file is taken when an allowed key signed it, and not when a byte was changed', async () => {
      allow({ scopes: ['@acme'], keys: { platform: key }, signedOnly: true });
      const source = version('3.0.0', { bundleDependencies: ['@nixai/api'] });
      const api = join(installedCli().folder, 'lib/node_modules/@nixai/api');
      cpSync(api, join(source, 'node_modules/@nixai/api'), { recursive: true });
      const refused = await nixai(['plugins', 'install', source, '--yes']);
      expect(refused.stderr).to.contain('not signed');

      const keyFile = home.file('nixai-key', privateKey);
      const signed = await nixai(['plugins', 'sign', source, '--key', keyFile, '--json']);
      expect(signed.code, signed.stderr).to.equal(0);
      expect(JSON.parse(signed.stdout).key).to.equal(key);
      const installed = await nixai(['plugins', 'install', source, '--yes', '--json']);
      expect(installed.code, installed.stdout).to.equal(0);
      expect(JSON.parse(installed.stdout).plugins[0].signedBy).to.equal('platform');

      writeFileSync(join(source, 'register.js'), '// changed\n', { flag: 'a' });
      const changed = await nixai(['plugins', 'install', source, '--yes']);
      expect(changed.code, changed.stderr).to.equal(5);
      expect(changed.stderr).to.contain('does not match');
    });

    it('that cannot be read allows nothing', async () => {
      writeFileSync(join(system, 'plugins.yaml'), 'allow: {everything: yes}');
      expect((await nixai(['plugins', 'install', name, '--yes'])).code).to.equal(5);
    });
  });
});
