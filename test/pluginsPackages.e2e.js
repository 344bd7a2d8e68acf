// What is published: each package looked through, and the whole way of lerna to a registry.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';
import { startRegistry } from './support/registry.js';

const folders = ['core', 'plugins'].flatMap((parent) =>
  readdirSync(join(root, parent)).map((name) => `${parent}/${name}`),
);
const manifestOf = (folder, at = root) =>
  JSON.parse(readFileSync(join(at, folder, 'package.json'), 'utf8'));
// The rooms of core are private: the program has them in its bundle.
const packages = folders.filter(
  (folder) => existsSync(join(root, folder, 'package.json')) && !manifestOf(folder).private,
);
const execute = promisify(execFile);
const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };

describe('what npm packs of', () => {
  for (const folder of packages)
    it(`${folder}: all it names, no source, no test, no link into the workspace`, () => {
      const manifest = manifestOf(folder);
      const argv = ['pack', '--dry-run', '--json', '--ignore-scripts'];
      const printed = execFileSync('npm', argv, { cwd: join(root, folder), ...quiet });
      const [{ files, size }] = JSON.parse(printed);
      const paths = files.map(({ path }) => path);
      const has = (path) => paths.some((one) => one === path || one.startsWith(`${path}/`));

      const { oclif = {}, bin = {}, exports = {} } = manifest;
      const named = [
        ...['README.md', 'CHANGELOG.md', 'LICENSE', ...Object.values(bin)],
        ...[oclif.commands, ...Object.values(oclif.hooks ?? {})],
        ...Object.values(exports).flatMap((one) =>
          typeof one === 'string' ? one : Object.values(one),
        ),
        ...(oclif.commands === undefined ? [] : ['oclif.manifest.json']),
      ].filter((path) => path !== undefined);
      // `./dist/*` is whatever lies in that folder.
      for (const path of named)
        expect(has(path.replace(/^\.\//, '').replace(/\/\*$/, '')), path).to.equal(true);

      const unwanted = /(^|\/)src\/|\.test\.|\.tsbuildinfo$|\.map$|node_modules|(^|\/)\.env/;
      expect(paths.filter((path) => unwanted.test(path))).to.deep.equal([]);
      expect(size).to.be.below(folder === 'core/cli' ? 20e6 : 3e6);

      const all = { ...manifest.dependencies, ...manifest.peerDependencies };
      for (const [name, range] of Object.entries(all))
        expect(range, name).to.match(/^[\^~]?\d+\.\d+\.\d+$/);
      expect(
        Object.keys(manifest.scripts ?? {}).filter((one) => /install|prepare/.test(one)),
      ).to.deep.equal([]);
    });
});

describe('the commands that nixai offers to install', () => {
  it('are those of its own plugins', () => {
    const { officialPlugins } = manifestOf('core/cli').nixai;
    const plugins = packages.filter((folder) => folder.startsWith('plugins/'));
    const real = plugins.map((folder) => {
      const manifest = readFileSync(join(root, folder, 'oclif.manifest.json'), 'utf8');
      const words = Object.keys(JSON.parse(manifest).commands).map((id) => id.split(':')[0]);
      return [manifestOf(folder).name, [...new Set(words)].toSorted()];
    });
    const said = Object.entries(officialPlugins).map(([name, words]) => [name, words.toSorted()]);
    expect(Object.fromEntries(said)).to.deep.equal(Object.fromEntries(real));
  });
});

describe('lerna', function () {
  let folder;
  let registry;
  let home;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-lerna-'));
    registry = await startRegistry();
    home = createHome();
    home.file('.npmrc', readFileSync(registry.npmrc, 'utf8'));
  });
  after(() => {
    registry?.stop();
    home?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A clone of this checkout with what the build has made, and its dependencies. */
  function checkout() {
    const clone = join(folder, 'checkout');
    execFileSync('git', ['clone', '--quiet', '--local', root, clone], quiet);
    mkdirSync(join(clone, 'node_modules'));
    for (const name of [...readdirSync(join(root, 'node_modules')), '.bin'])
      if (!existsSync(join(clone, 'node_modules', name)))
        symlinkSync(join(root, 'node_modules', name), join(clone, 'node_modules', name));
    for (const one of packages)
      for (const built of ['dist', 'bundle', 'oclif.manifest.json'])
        if (existsSync(join(root, one, built)) && existsSync(join(clone, one)))
          cpSync(join(root, one, built), join(clone, one, built), { recursive: true });
    return clone;
  }

  it('gives each package its own version, and publishes what installs and works from there alone', async function () {
    if (spawnSync('git', ['-C', root, 'rev-parse', 'HEAD']).status !== 0) this.skip();
    const clone = checkout();
    const env = {
      ...home.env,
      PATH: `${join(clone, 'node_modules/.bin')}:${process.env.PATH}`,
      NX_DAEMON: 'false',
      NX_WORKSPACE_ROOT_PATH: clone,
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.org',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.org',
    };
    const lerna = (...argv) => execute('lerna', argv, { cwd: clone, env });
    await lerna('version', 'patch', '--yes', '--no-push', '--force-publish');
    const expected = manifestOf('plugins/notes', clone).version;
    expect(expected).not.to.equal(manifestOf('plugins/notes').version);
    const manifest = readFileSync(join(clone, 'plugins/notes/oclif.manifest.json'), 'utf8');
    expect(JSON.parse(manifest).version).to.equal(expected);

    await lerna(
      'publish',
      'from-package',
      '--yes',
      '--no-verify-access',
      '--registry',
      registry.url,
    );
    for (const one of packages.filter((path) => existsSync(join(clone, path)))) {
      const { name, version } = manifestOf(one, clone);
      const answer = await fetch(`${registry.url}${name.replace('/', '%2f')}`);
      const { versions } = await answer.json();
      expect(Object.keys(versions), name).to.include(version);
    }

    const installed = await home.nixai([
      'plugins',
      'install',
      'notes',
      'explain',
      '--yes',
      '--json',
    ]);
    expect(installed.code, installed.stdout + installed.stderr).to.equal(0);
    expect(JSON.parse(installed.stdout).plugins[0].version).to.equal(expected);
    const explained = await home.nixai(['explain-option', 'services.openssh.enable', '--no-ai']);
    expect(explained.code, explained.stderr).to.equal(0);
    expect(explained.stdout).to.contain('boolean');
    expect(explained.stderr).not.to.contain('Mismatched');
  });
});
