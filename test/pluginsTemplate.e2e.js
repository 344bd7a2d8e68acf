// plugin-template/ as its users have it: copied out, installed from a registry, tested, linked.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli, pack, root } from './support/packed.js';
import { startRegistry } from './support/registry.js';
import { hasTerminal, openTerminal } from './support/terminal.js';

describe('the plugin template', function () {
  let registry;
  let home;
  let folder;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-template-'));
    registry = await startRegistry();
    for (const source of [
      'core/api',
      'node_modules/typescript',
      'node_modules/@types/node',
      'node_modules/undici-types',
    ])
      await registry.publish(pack(source, folder));
    home = createHome({ npm_config_cache: join(folder, 'npm-cache') });
    home.file('.npmrc', readFileSync(registry.npmrc, 'utf8'));
  });
  after(() => {
    registry?.stop();
    home?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const npm = (argv, cwd) => {
    const { status, stdout, stderr } = spawnSync('npm', argv, {
      cwd,
      env: home.env,
      encoding: 'utf8',
    });
    expect(status, stdout + stderr).to.equal(0);
    return stdout;
  };
  const create = async (...argv) => {
    const made = await home.nixai(['plugins', 'create', ...argv, '--yes', '--json']);
    expect(made.code, made.stdout + made.stderr).to.equal(0);
    return JSON.parse(made.stdout);
  };

  it('as a whole builds, passes its tests, and works when it is linked', async () => {
    const copy = join(folder, 'copy');
    const left = /[\\/](node_modules|dist)([\\/]|$)/;
    const template = join(root, 'plugin-template');
    cpSync(template, copy, {
      recursive: true,
      filter: (path) => !left.test(path.slice(template.length)),
    });
    npm(['install', '--no-audit', '--no-fund'], copy);
    expect(npm(['test'], copy)).to.match(/(?:#|ℹ) fail 0/);
    const linked = await home.nixai(['plugins', 'link', copy]);
    expect(linked.code, linked.stderr).to.equal(0);

    expect((await home.nixai(['acme-demo', 'Ada'])).stdout).to.equal('Hello, Ada!\n');
    const models = await home.nixai(['models', '--json']);
    expect(models.stdout).to.contain('acme-demo');
    const answer = await home.nixai(['ask', '--no-ai', '--json', 'SSH through the bastion?']);
    expect(answer.stdout).to.contain('SSH goes through the bastion');
    await home.nixai(['plugins', 'uninstall', 'nixai-plugin-acme-demo']);
  });

  it('packs what is needed, and no test', () => {
    const [{ files }] = JSON.parse(npm(['pack', '--json'], join(folder, 'copy')));
    const paths = files.map(({ path }) => path);
    expect(paths).to.include.members(['dist/register.js', 'dist/commands/acme-demo.js', 'LICENSE']);
    expect(paths.filter((path) => /test|^src/.test(path))).to.deep.equal([]);
  });

  it('gives each kind of plugin that installs, passes its tests and works', async () => {
    for (const kind of [
      'command',
      'source',
      'provider',
      'rules',
      'checks',
      'explainer',
      'templates',
    ]) {
      const made = await create(`own-${kind}`, '--kind', kind, '--scope', '@acme');
      expect(made.package).to.equal(`@acme/nixai-plugin-own-${kind}`);
      expect(made.files).to.include.members([
        ...['README.md', 'CHANGELOG.md', 'LICENSE', '.github/workflows/ci.yml'],
      ]);
      expect(made.files.some((path) => path.endsWith('.test.ts'))).to.equal(true);
      npm(['install', '--prefer-offline', '--no-audit', '--no-fund'], made.folder);
      expect(npm(['test'], made.folder)).to.match(/(?:#|ℹ) fail 0/);
      const linked = await home.nixai(['plugins', 'link', made.folder]);
      expect(linked.code, linked.stderr).to.equal(0);
    }
    expect((await home.nixai(['own-command', 'Ada'])).stdout).to.equal('Hello, Ada!\n');
    expect((await home.nixai(['docs', 'sources', '--json'])).stdout).to.contain('own-source');
    expect((await home.nixai(['models', '--json'])).stdout).to.contain('own-provider');
    const { plugins } = JSON.parse((await home.nixai(['plugins', '--json'])).stdout);
    const points = plugins.flatMap((one) => Object.keys(one.contributions));
    expect(points).to.have.members([
      'docSources',
      'providers',
      'diagnosisRules',
      'checkRules',
      'explainers',
      'templates',
    ]);
  });

  it('is made at a terminal by answers, in the folder that is named', async function () {
    if (!hasTerminal) this.skip();
    const into = join(folder, 'elsewhere');
    const terminal = openTerminal(
      `"${process.execPath}" "${installedCli().bin}" plugins create --dir "${into}"`,
      { cwd: home.path, env: home.env },
    );
    await terminal.until(/What shall it be called/);
    terminal.type('answered\r');
    await terminal.until(/What shall it add[^]*a doc source/);
    terminal.type('\u001B[B\r');
    await terminal.until(/src\/source\/source\.ts[^]*Make these files/);
    expect(existsSync(into), 'written before the yes').to.equal(false);
    terminal.type('y\r');
    await terminal.until(/npm install[^]*nixai plugins link/);
    expect(await terminal.ended).to.equal(0);
    const manifest = readFileSync(join(into, 'nixai-plugin-answered/package.json'), 'utf8');
    expect(JSON.parse(manifest).name).to.equal('nixai-plugin-answered');
  });

  it('asks nothing where there is no terminal', async () => {
    const { code, stderr } = await home.nixai(['plugins', 'create']);
    expect(code).not.to.equal(0);
    expect(stderr).to.match(/^error: /);
  });

  it('is taken back by undo', async () => {
    const made = await create('short-lived', '--kind', 'source');
    expect(existsSync(join(made.folder, 'package.json'))).to.equal(true);
    const undone = await home.nixai(['undo', '--yes']);
    expect(undone.code, undone.stderr).to.equal(0);
    expect(existsSync(join(made.folder, 'package.json'))).to.equal(false);
  });

  it('is refused where there is something, and for a name that is taken', async () => {
    await create('twice', '--kind', 'source');
    const again = await home.nixai(['plugins', 'create', 'twice', '--kind', 'source', '--yes']);
    expect(again.code).to.equal(5);
    const taken = await home.nixai(['plugins', 'create', 'ask', '--kind', 'command', '--yes']);
    expect(taken.code).to.equal(2);
    expect(taken.stderr).to.contain('there is a command "ask" already');
  });
});
