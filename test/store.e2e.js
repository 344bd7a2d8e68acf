// A backup that is proven to come back: a real Nix store in a folder, and files with all that a file may have.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { hasNix } from './support/nixStore.js';
import { root } from './support/packed.js';
import { can, createMachine, filesIn as all } from './support/storeMachine.js';

const isRoot = process.getuid() === 0;

describe('a backup of a Nix machine', function () {
  this.timeout(240_000);
  let machine;
  let home;
  let store;
  let system;
  let configuration;
  before(async function () {
    if (!hasNix) this.skip();
    machine = await createMachine();
    ({ home, store, configuration } = machine);
    system = store.build();
    layConfiguration(configuration);
  });
  after(() => machine?.remove());
  const place = (name) => machine.place(name);
  const ran = (...given) => machine.ran(...given);
  const json = (...given) => machine.json(...given);
  const backup = (...more) => machine.backup(...more);

  describe('in a folder', () => {
    let first;
    before(async () => (first = await backup('--output', place('backups'))));

    it('has read back what was added, and says what is not in it', () => {
      expect([first.paths, first.newPaths, first.verified.paths]).to.deep.equal([4, 4, 4]);
      expect(first.verified.archives).to.equal(1);
      expect(first.left.join('\n')).to.match(/home[^]*databases/);
    });

    it('has a manifest that says of itself that it is whole, and of each file what it was', () => {
      const text = readFileSync(
        join(place('backups/snapshots'), first.id, 'manifest.json'),
        'utf8',
      );
      const [end, hash] = /,"sha256":"([0-9a-f]{64})"\}\n$/.exec(text);
      const body = text.slice(0, -end.length);
      expect(createHash('sha256').update(body).digest('hex')).to.equal(hash);
      const manifest = JSON.parse(text);
      expect(manifest.roots).to.deep.equal([
        { name: 'profiles/system', path: system, generation: 1 },
      ]);
      const file = manifest.archives[0].files.find(({ path }) => path.endsWith('/odd "name"\n'));
      const bytes = readFileSync(join(configuration, 'odd "name"\n'));
      expect(file.sha256).to.equal(createHash('sha256').update(bytes).digest('hex'));
    });

    it('copies nothing twice', async () => {
      const second = await backup('--repo', place('backups'));
      expect([second.paths, second.newPaths, second.newBytes]).to.deep.equal([4, 0, 0]);
      const { snapshots } = await json(['store', 'snapshots', '--repo', place('backups')]);
      expect(snapshots.map(({ id }) => id)).to.deep.equal([first.id, second.id]);
      expect(snapshots.every(({ verified }) => verified !== undefined)).to.equal(true);
    });

    it('is nothing that others of this machine may read', () => {
      const at = join(place('backups/snapshots'), first.id);
      for (const name of readdirSync(at)) expect(statSync(join(at, name)).mode & 0o77).to.equal(0);
    });
  });

  describe('that is restored', () => {
    it('has the same bytes, rights, owners, times, links and holes, and a store that Nix finds whole', async () => {
      await backup('--output', place('whole'));
      const to = place('restored');
      const { checked, roots } = await json([
        'store',
        'restore',
        place('whole'),
        '--to',
        to,
        '--yes',
      ]);
      expect(checked.paths).to.equal(4);
      expect(factsOf(join(to, configuration))).to.deep.equal(factsOf(configuration));
      const other = `local?root=${to}`;
      store.run('nix-store', '--store', other, '--verify', '--check-contents');
      store.run('nix-store', '--store', other, '--gc');
      expect(
        store.run('nix-store', '--store', other, '--check-validity', '--print-invalid', system),
      ).to.equal('');
      expect(readlinkSync(roots[0].link)).to.equal(system);
    });

    it('is not begun by asking what there would be to do', async () => {
      await ran(['store', 'restore', place('whole'), '--to', place('not-yet'), '--dry-run']);
      expect(existsSync(place('not-yet'))).to.equal(false);
    });

    it('is taken up again where Nix was ended while it made the store', async () => {
      const to = place('half-made');
      await ran(['store', 'restore', place('whole'), '--to', to, '--yes']);
      writeFileSync(join(to, 'nix/var/nix/db/schema'), '');
      await ran(['store', 'restore', place('whole'), '--to', to, '--yes']);
      store.run('nix-store', '--store', `local?root=${to}`, '--verify', '--check-contents');
    });

    it('may be restored again over itself, and never over a file that is another', async () => {
      const to = place('restored');
      await ran(['store', 'restore', place('whole'), '--to', to, '--yes']);
      const file = join(to, configuration, 'configuration.nix');
      writeFileSync(file, 'somebody’s own\n');
      const { stderr } = await ran(['store', 'restore', place('whole'), '--to', to, '--yes'], [5]);
      expect(stderr).to.contain('configuration.nix');
      expect(readFileSync(file, 'utf8')).to.equal('somebody’s own\n');
    });

    it('brings back what this machine’s store has lost, and moves no profile', async () => {
      const lost = store.build({ name: 'lost', profile: false });
      await json([
        'store',
        'backup',
        '--output',
        place('lost'),
        '--scope',
        'config',
        '--root',
        lost,
      ]);
      store.run('nix-store', '--delete', lost);
      const before = readlinkSync(join(store.env.NIX_STATE_DIR, 'profiles/system'));
      const { checked } = await json(['store', 'restore', place('lost'), '--into-store', '--yes']);
      expect(checked).to.deep.equal({ paths: 4, files: 0 });
      store.run('nix-store', '--gc');
      store.run('nix-store', '--verify-path', lost);
      expect(readlinkSync(join(store.env.NIX_STATE_DIR, 'profiles/system'))).to.equal(before);
    });

    it('goes through no link to files elsewhere', async () => {
      const to = place('linked');
      mkdirSync(join(to, home.path), { recursive: true });
      mkdirSync(place('elsewhere'));
      symlinkSync(place('elsewhere'), join(to, configuration));
      await ran(['store', 'restore', place('whole'), '--to', to, '--only', 'config', '--yes'], [5]);
      expect(readdirSync(place('elsewhere'))).to.deep.equal([]);
    });
  });

  describe('as one file', () => {
    for (const name of ['one.tar', 'one.tar.gz'])
      it(`${name} comes back, and is refused where one byte is another`, async () => {
        const made = await backup('--output', place(name));
        expect(made.verified.paths).to.equal(4);
        const { findings } = await json([
          ...['store', 'integrity', '--deep', '--only', 'backups', '--repo', place(name)],
        ]);
        expect(findings).to.deep.equal([]);
        await ran(['store', 'restore', place(name), '--to', place(`of-${name}`), '--yes']);
        flip(place(name), Math.floor(statSync(place(name)).size / 2));
        const damaged = await json(
          ['store', 'integrity', '--deep', '--only', 'backups', '--repo', place(name)],
          [1],
        );
        expect(damaged.findings.length).to.be.at.least(1);
        await ran(['store', 'restore', place(name), '--to', place('never'), '--yes'], [1, 5]);
        expect(existsSync(place('never'))).to.equal(false);
      });

    it('is not written over', async () => {
      const { stderr } = await ran(['store', 'backup', '--output', place('one.tar')], [5]);
      expect(stderr).to.contain('is there already');
    });
  });

  describe('that is damaged', () => {
    it('is refused before the first write, whatever file it is in, and named', async () => {
      await backup('--output', place('sound'));
      for (const file of all(place('sound'))) {
        const at = Math.floor(statSync(file).size / 3);
        flip(file, at);
        const argv = [
          'store',
          'integrity',
          '--deep',
          '--only',
          'backups',
          '--repo',
          place('sound'),
        ];
        const { findings } = await json(argv, [1]);
        expect(findings.length, file).to.be.at.least(1);
        await ran(['store', 'restore', place('sound'), '--to', place('not'), '--yes'], [1, 5]);
        expect(existsSync(place('not')), file).to.equal(false);
        flip(file, at);
      }
      const { findings } = await json([
        ...['store', 'integrity', '--deep', '--only', 'backups', '--repo', place('sound')],
      ]);
      expect(findings).to.deep.equal([]);
    });

    it('without its manifest is none, and goes with the next one', async () => {
      await backup('--output', place('cut'));
      const [id] = readdirSync(place('cut/snapshots'));
      rmSync(join(place('cut/snapshots'), id, 'manifest.json'));
      const { snapshots } = await json(['store', 'snapshots', '--repo', place('cut')]);
      expect(snapshots).to.deep.equal([]);
      const next = await backup('--output', place('cut'));
      expect(readdirSync(place('cut/snapshots'))).to.deep.equal([next.id]);
    });
  });

  describe('in a restic repository', function () {
    let password;
    before(function () {
      if (!can('restic', 'version')) this.skip();
      password = home.file('password', 'canary-of-a-password\n');
    });
    const inRepo = (name) => ['--repo', place(name), '--password-file', password];

    it('is made, read back, listed, restored, and moves little the second time', async () => {
      const first = await backup(...inRepo('repo'), '--init');
      expect([first.engine, first.verified.paths]).to.deep.equal(['restic', 4]);
      const second = await backup(...inRepo('repo'));
      expect(second.added).to.be.lessThan(1_000_000);
      const { snapshots } = await json(['store', 'snapshots', ...inRepo('repo')]);
      expect(snapshots.map(({ id }) => id)).to.deep.equal([first.id, second.id]);
      const to = place('of-restic');
      await ran(['store', 'restore', 'latest', ...inRepo('repo'), '--to', to, '--yes']);
      expect(factsOf(join(to, configuration))).to.deep.equal(factsOf(configuration));
      store.run('nix-store', '--store', `local?root=${to}`, '--verify', '--check-contents');
    });

    it('is refused where a pack is damaged, and that is found', async () => {
      const deep = ['store', 'integrity', '--deep', '--only', 'backups', ...inRepo('repo')];
      expect((await json(deep)).findings).to.deep.equal([]);
      const packs = all(place('repo/data'));
      const [file] = packs.sort((a, b) => statSync(b).size - statSync(a).size);
      flip(file, 100);
      expect((await json(deep, [1])).findings.length).to.be.at.least(1);
      await ran(
        ['store', 'restore', 'latest', ...inRepo('repo'), '--to', place('no'), '--yes'],
        [1],
      );
      expect(existsSync(place('no'))).to.equal(false);
      flip(file, 100);
    });

    it('says what is wrong where there is none, or the password is another or missing', async () => {
      const wrong = home.file('wrong', 'another\n');
      const tried = [
        [['--repo', place('none'), '--password-file', password], 1, /has no restic repository/],
        [['--repo', place('repo'), '--password-file', wrong], 5, /is not that of/],
        [['--repo', place('repo')], 2, /nobody says where it is/],
      ];
      for (const [words, code, says] of tried) {
        const argv = ['store', 'backup', '--scope', 'config', ...words];
        expect((await ran(argv, [code])).stderr).to.match(says);
      }
    });

    it('is no empty folder, as where a disk is not mounted: nothing is asked of a password', async () => {
      mkdirSync(place('mnt'));
      const to = ['--to', place('out'), '--yes'];
      for (const argv of [
        ['store', 'restore', place('mnt'), ...to],
        ['store', 'snapshots', '--repo', place('mnt')],
      ])
        expect((await ran(argv, [5])).stderr).to.match(/empty folder: no backup[^]*mounted/);
      expect(existsSync(place('out'))).to.equal(false);
    });

    it('has its password in the words of no program, and in nothing that is printed or kept', async () => {
      const log = place('argv');
      const bin = place('bin');
      mkdirSync(bin);
      const real = execFileSync('sh', ['-c', 'command -v restic'], { encoding: 'utf8' }).trim();
      const script = `#!/bin/sh\nprintf '%s\\n' "$@" >> ${log}\nexec ${real} "$@"\n`;
      writeFileSync(join(bin, 'restic'), script, { mode: 0o755 });
      const PATH = `${bin}:${home.env.PATH}`;
      const argv = ['store', 'backup', '--scope', 'config', '--repo', place('repo'), '--debug'];
      const env = { PATH, RESTIC_PASSWORD: 'canary-of-a-password' };
      const { code, stdout, stderr } = await home.nixai(argv, { env });
      expect(code, stderr).to.equal(0);
      const words = readFileSync(log, 'utf8');
      expect(words).to.contain('backup');
      const kept = all(join(home.path, '.local')).map((file) => readFileSync(file, 'utf8'));
      for (const text of [words, stdout, stderr, ...kept])
        expect(text).not.to.contain('canary-of-a-password');
    });
  });

  describe('that there are many of', () => {
    let ids;
    before(async () => {
      ids = [];
      for (let made = 0; made < 3; made++) ids.push((await backup('--output', place('many'))).id);
    });
    const many = () => ['--repo', place('many')];

    it('are forgotten by rule, shown first, and what the others need stays', async () => {
      const words = ['store', 'forget', ...many(), '--keep-last', '2'];
      const dry = await json([...words, '--dry-run']);
      expect(dry.snapshots.map(({ id }) => id)).to.deep.equal([ids[0]]);
      expect(readdirSync(place('many/snapshots'))).to.have.members(ids);
      expect((await json([...words, '--yes'])).done).to.equal(true);
      expect(readdirSync(place('many/snapshots'))).to.have.members(ids.slice(1));
      const look = ['store', 'integrity', '--deep', '--only', 'backups', ...many()];
      expect((await json(look)).findings).to.deep.equal([]);
    });

    it('never lose the newest that was read back', async () => {
      const { stderr } = await ran(['store', 'forget', ...many(), 'latest', '--yes'], [5]);
      expect(stderr).to.contain('stays');
      expect(readdirSync(place('many/snapshots'))).to.include(ids[2]);
    });

    it('are tried: what a restore takes is measured, and said from then on', async () => {
      const tested = await json(['store', 'test-restore', ...many()]);
      expect([tested.id, tested.paths]).to.deep.equal([ids[2], 4]);
      const { snapshots } = await json(['store', 'snapshots', ...many()]);
      const last = snapshots.find(({ id }) => id === ids[2]);
      expect(last.testedSeconds).to.equal(tested.recoverySeconds);
      expect(existsSync(join(home.path, '.cache/nixai/store/test-restore'))).to.equal(false);
    });

    it('are given to other plugins: which there are, whether they are whole, and back into a folder', async () => {
      await ran(['plugins', 'link', join(root, 'test/plugins/acme-safe')]);
      await ran(['config', 'set', 'store.repo', place('many')]);
      const to = place('by-another');
      const { newest, restored } = await json(['safe', to]);
      expect([newest, restored.id, restored.paths]).to.deep.equal([ids[2], ids[2], 4]);
      expect(readFileSync(join(to, configuration, 'configuration.nix'), 'utf8')).to.equal('{ }\n');
      await ran(['config', 'unset', 'store.repo']);
    });

    it('are told of by nixai health, where that is installed', async () => {
      await ran(['plugins', 'link', join(root, 'plugins/health')]);
      const { results } = await json(['health', 'backup'], [0, 1]);
      const levels = Object.fromEntries(results.map(({ check, status }) => [check, status]));
      expect(levels).to.deep.equal({ 'backup.age': 'ok', 'backup.tested': 'ok' });
    });
  });

  describe('and its timer', () => {
    it('is a module that Nix takes, without a password in it', async () => {
      const words = ['--repo', place('a b'), '--password-file', '/etc/secrets/restic'];
      const argv = ['store', 'schedule', '--print', ...words, '--keep-daily', '7'];
      const { stdout } = await ran(argv);
      store.run('nix-instantiate', '--parse', home.file('timer.nix', stdout));
      expect(stdout).to.contain('--keep-daily 7').and.to.contain("/a b'").and.to.contain('--yes');
      const units = await ran([...argv, '--format', 'systemd']);
      if (!can('systemd-analyze', '--version')) return;
      const [service] = units.stdout.split('\n# /etc/');
      const file = home.file('nixai-store-backup.service', service);
      const { stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
      expect(stderr).not.to.contain('nixai-store-backup.service:');
    });
  });

  describe('and what is of no more use', () => {
    it('is told by its root, and only what nothing keeps is removed, after a yes', async () => {
      const dead = store.build({ name: 'dead', profile: false });
      const { roots } = await json(['store', 'roots']);
      expect(roots.map(({ path }) => path)).to.include(system);
      expect(roots.map(({ path }) => path)).not.to.include(dead);
      const { dead: count } = await json(['store', 'gc', '--dry-run']);
      expect(existsSync(dead)).to.equal(true);
      // What a build that was broken off has left is no path.
      expect(count).to.be.at.least(1);
      expect((await json(['store', 'performance'])).deadPaths).to.equal(count);
      expect((await json(['store', 'gc', '--yes'])).done).to.equal(true);
      expect([existsSync(dead), existsSync(system)]).to.deep.equal([false, true]);
    });
  });

  describe('and the machine', () => {
    it('says what it would do, and does nothing, with --dry-run', async () => {
      const { stdout } = await ran(['store', 'backup', '--output', place('dry'), '--dry-run']);
      expect(stdout).to.contain('nothing was done');
      expect(existsSync(place('dry'))).to.equal(false);
    });

    it('runs what is to be run before and after, also where it fails', async () => {
      const log = place('hooks');
      const hooks = ['--pre', `echo pre >> ${log}`, '--post', `echo post >> ${log}`];
      await ran(
        [
          ...['store', 'backup', '--output', place('hooked'), '--scope', 'config', ...hooks],
          ...['--include', join(home.path, 'nothing')],
        ],
        [1],
      );
      await ran(['store', 'backup', '--output', place('hooked'), '--scope', 'config', ...hooks]);
      expect(readFileSync(log, 'utf8')).to.equal('pre\npost\npre\npost\n');
    });

    it('finds what of the store of this machine was changed', async () => {
      const { findings } = await json(['store', 'integrity', '--only', 'store', '--deep']);
      expect(findings.filter(({ where }) => where === 'store')).to.deep.equal([]);
      const file = join(store.build({ name: 'changed' }), 'random');
      chmodSync(file, 0o644);
      flip(file, 100);
      const after = await json(['store', 'integrity', '--only', 'store', '--deep'], [1]);
      expect(after.findings.map(({ path }) => path)).to.include(file.slice(0, -'/random'.length));
      await ran(['store', 'backup', '--output', place('from-damaged'), '--scope', 'system'], [1]);
      expect(readdirSync(place('from-damaged/snapshots'))).to.deep.equal([]);
    });
  });
});

/** Files with all that a file may have. */
function layConfiguration(folder) {
  mkdirSync(join(folder, 'modules'), { recursive: true });
  writeFileSync(join(folder, 'odd "name"\n'), 'odd\n');
  writeFileSync(join(folder, 'größe'), 'UTF-8\n');
  linkSync(join(folder, 'configuration.nix'), join(folder, 'hard.nix'));
  symlinkSync('../configuration.nix', join(folder, 'modules/link.nix'));
  symlinkSync('/nowhere', join(folder, 'dangling'));
  writeFileSync(join(folder, 'sparse'), 'begin');
  truncateSync(join(folder, 'sparse'), 8 << 20);
  chmodSync(join(folder, 'sparse'), 0o4751);
  can('setfattr', '-n', 'user.origin', '-v', 'here', join(folder, 'sparse'));
  if (isRoot) chownSync(join(folder, 'modules'), 1234, 55);
  chmodSync(join(folder, 'modules'), 0o1750);
  utimesSync(join(folder, 'configuration.nix'), 1_000_000_000.5, 1_000_000_000.25);
  utimesSync(join(folder, 'modules'), 1_100_000_000, 1_100_000_000.125);
}

/** All that can be told of the files of a folder. */
function factsOf(folder) {
  const attributes = (path) =>
    can('getfattr', '--version')
      ? execFileSync(
          'getfattr',
          ['--absolute-names', '--only-values', '-h', '-d', '-m', '-', path],
          {
            encoding: 'utf8',
          },
        )
      : '';
  return readdirSync(folder, { recursive: true })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { mode, uid, gid, size, mtimeMs, nlink, blocks } = lstatSync(path);
      const isLink = lstatSync(path).isSymbolicLink();
      const isFile = lstatSync(path).isFile();
      return {
        name,
        mode,
        owner: isRoot ? `${uid}:${gid}` : '',
        mtimeMs,
        ...(isLink && { target: readlinkSync(path) }),
        ...(isFile && {
          size,
          nlink,
          bytes: createHash('sha256').update(readFileSync(path)).digest('hex'),
          isSparse: blocks * 512 < size,
          attributes: attributes(path),
        }),
      };
    });
}

/** Turns one bit of a file over. */
function flip(file, at) {
  const { mode } = statSync(file);
  chmodSync(file, mode | 0o200);
  const bytes = readFileSync(file);
  bytes[at] ^= 1;
  writeFileSync(file, bytes);
  chmodSync(file, mode);
}
