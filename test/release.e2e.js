// What `npm run release` makes: refused in words, versions by commits, and a release that is verified,
// installed with no registry, and put in the place of an older one.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { makeRelease } from '../scripts/release/make.js';
import { pack, packageJson, unpack, writePackageJson } from '../scripts/release/packing.js';
import { releaseReport } from '../scripts/release/report.js';
import { plannedVersions } from '../scripts/release/versions.js';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

describe('npm run release', function () {
  this.timeout(600_000);
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-release-test-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [argv, said] of [
    [['--dry'], 'a release has no flag --dry'],
    [['-n'], 'a release has no flag -n'],
    [['one', 'two'], 'one folder, and not one and two'],
    [['--key'], '--key needs the file of a private key'],
    [['--dry-run', 'one'], '--dry-run keeps nothing'],
  ])
    it(`refuses ${argv.join(' ')}, in words, and writes nothing`, () => {
      const script = join(root, 'scripts/release/index.js');
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...argv], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
      expect(stderr).to.contain(`error: ${said}`).and.contain('hint:  npm run release -- ');
      expect(existsSync(join(folder, argv.at(-1)))).to.equal(false);
    });

  it('says which versions the commits since the last tag make, and changes nothing', () => {
    const site = join(folder, 'site');
    const git = (...words) =>
      execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e', ...words], {
        cwd: site,
        encoding: 'utf8',
      });
    const file = (path, text) => {
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), text);
    };
    const change = (message, ...paths) => {
      for (const path of paths) file(path, message);
      git('add', '--all');
      git('commit', '--quiet', '--message', message);
    };
    const names = ['core/still', 'core/fixed', 'plugins/grown', 'plugins/broken'];
    for (const path of names)
      file(`${path}/package.json`, JSON.stringify({ name: path.split('/')[1], version: '1.0.0' }));
    file('package.json', '{"name":"site","private":true,"workspaces":["core/*","plugins/*"]}');
    file('lerna.json', readFileSync(join(root, 'lerna.json'), 'utf8'));
    file('.gitignore', 'node_modules\n');
    symlinkSync(join(root, 'node_modules'), join(site, 'node_modules'));
    git('init', '--quiet');
    change('feat: all of it', ...names.map((path) => `${path}/a.txt`));
    // Nothing is released yet, so nothing is raised.
    const first = plannedVersions(site);
    expect(first.since).to.equal(undefined);
    expect(first.packages.map(({ to }) => to)).to.deep.equal(names.map(() => '1.0.0'));
    expect(releaseReport({ versions: first, files: [], facts: [] }))
      .to.contain('Versions, as they stand: no tag of a release is here')
      .and.contain('git fetch --tags');
    for (const path of names)
      git('tag', '--annotate', '--message', 'x', `${path.split('/')[1]}@1.0.0`);
    change('fix(fixed): one thing', 'core/fixed/b.txt');
    change('feat(grown): another', 'plugins/grown/b.txt');
    change('feat(broken)!: not as before\n\nBREAKING CHANGE: it is gone', 'plugins/broken/b.txt');
    const { since, packages } = plannedVersions(site);
    expect(since).to.match(/@1\.0\.0$/);
    const then = Object.fromEntries(
      packages.map(({ name, to, entries }) => [name, [to, ...entries]]),
    );
    expect(then.still).to.deep.equal(['1.0.0']);
    expect(then.fixed).to.deep.equal(['1.0.1', '**fixed:** one thing']);
    expect(then.grown).to.deep.equal(['1.1.0', '**grown:** another']);
    expect(then.broken[0]).to.equal('2.0.0');
    expect(then.broken.join('\n')).to.contain('it is gone');
    expect(git('status', '--porcelain')).to.equal('');
  });

  describe('a release', () => {
    let release;
    let whole;
    let home;
    const bin = () => join(home.path, 'prefix/lib/node_modules/nixai/bin/nixai.js');
    before(async () => {
      release = join(folder, 'release');
      const key = join(folder, 'key');
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
      whole = await makeRelease(release, readFileSync(key, 'utf8'));
      home = createHome();
    });
    after(() => home.remove());

    /** Installs a tarball as a person does, where no registry answers. */
    function install(tarball) {
      const words = ['install', '--global', '--prefix', join(home.path, 'prefix'), tarball];
      const env = {
        ...home.env,
        npm_config_registry: 'http://127.0.0.1:3/',
        npm_config_cache: join(home.path, 'npm'),
      };
      const { status, stderr } = spawnSync('npm', words, { env, encoding: 'utf8' });
      expect(status, stderr).to.equal(0);
    }

    it('has a sum of every file, signed for releases', () => {
      const sums = spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
        cwd: release,
        encoding: 'utf8',
      });
      expect(sums.status, sums.stderr).to.equal(0);
      const named = readFileSync(join(release, 'SHA256SUMS'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('  ')[1]);
      expect([...named, 'SHA256SUMS', 'SHA256SUMS.sig'].sort()).to.deep.equal(
        readdirSync(release).sort(),
      );
      const signers = join(folder, 'signers');
      writeFileSync(signers, `nixai ${readFileSync(join(folder, 'key.pub'), 'utf8')}`);
      const verify = (namespace) =>
        spawnSync(
          'ssh-keygen',
          [
            '-Y',
            'verify',
            '-f',
            signers,
            '-I',
            'nixai',
            '-n',
            namespace,
            '-s',
            join(release, 'SHA256SUMS.sig'),
          ],
          {
            input: readFileSync(join(release, 'SHA256SUMS')),
          },
        ).status;
      expect(verify('nixai-release')).to.equal(0);
      expect(verify('nixai-plugin')).to.not.equal(0);
    });

    it('says how old the facts of options are', () => {
      const { options } = JSON.parse(readFileSync(join(release, 'manifest.json'), 'utf8'));
      expect(options.map((line) => line.split(':')[0])).to.deep.equal([
        'NixOS',
        'Home Manager',
        'nix-darwin',
      ]);
      expect(options.join('\n')).to.match(/20\d\d/);
    });

    it('is installed with no registry, with manual pages where man looks', async () => {
      install(whole);
      const pages = readdirSync(join(home.path, 'prefix/share/man/man1'));
      expect(pages).to.include.members(['nixai.1', 'nixai-check.1', 'nixai-health.1']);
      const { stdout } = await home.nixai(['how do I enable SSH in NixOS?'], { bin: bin() });
      expect(stdout).to.contain('services.openssh.enable');
    });

    // There is no 1.0 yet but the one of this tree: what is tried is that a newer version loses nothing.
    it('takes the place of an older one, whose settings, history, index and plugins stay', async () => {
      const nixai = async (...argv) => {
        const run = await home.nixai(argv, { bin: bin() });
        expect(run.code, run.stderr).to.equal(0);
        return run.stdout;
      };
      const options = home.file(
        'options.json',
        JSON.stringify({
          'services.acme.enable': { type: 'boolean', description: 'Acme', default: 'false' },
        }),
      );
      await nixai('config', 'set', 'nixos_folder', '/srv/nixos');
      await nixai('docs', 'sync', '--source', 'file', '--file', options);
      const notes = readdirSync(release).find((name) => name.startsWith('nixai-plugin-notes-'));
      await nixai('plugins', 'install', join(release, notes), '--yes');
      await nixai('how do I enable SSH in NixOS?');
      const seen = async () => ({
        config: await nixai('config', 'get', 'nixos_folder'),
        history: JSON.parse(await nixai('history', 'list', '--json')),
        plugins: JSON.parse(await nixai('plugins', '--json')),
        index: await nixai('explain-option', 'services.acme.enable'),
      });
      const before = await seen();
      const newer = join(folder, 'newer');
      unpack(whole, newer);
      writePackageJson(newer, { ...packageJson(newer), version: '1.0.1' });
      install(pack(newer, folder));
      expect(await nixai('--version')).to.contain('1.0.1');
      expect(await seen()).to.deep.equal(before);
      expect(before.index).to.contain('Acme');
    });
  });
});
