// What a person meets who needs a backup, or cannot make one: a system that is to come back, a store that
// is damaged, a disk that is full, a repository that a dead program has locked.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { hasNix } from './support/nixStore.js';
import { installedCli } from './support/packed.js';
import { can, createMachine, filesIn } from './support/storeMachine.js';

const hasNamespaces = process.getuid() === 0 && can('unshare', '--mount', 'true');

describe('a machine that needs its backup', function () {
  this.timeout(240_000);
  let machine;
  before(async function () {
    if (!hasNix) this.skip();
    machine = await createMachine();
  });
  after(() => machine?.remove());
  const profile = () => join(machine.store.env.NIX_STATE_DIR, 'profiles/system');

  describe('and is to become what it was', function () {
    let old;
    let now;
    before(async function () {
      if (!hasNamespaces) this.skip();
      old = systemOf(machine.store, { name: 'old' });
      await machine.backup('--output', machine.place('of-old'));
      now = systemOf(machine.store, { name: 'now' });
    });
    const switching = (...more) => ['--into-store', '--switch', ...more];
    const restored = (name, ...more) => ['store', 'restore', machine.place(name), ...more];

    it('is asked first, and told what will be', async () => {
      const dry = await machine.json(restored('of-old', ...switching('--dry-run')));
      expect(dry.plan.at(-1)).to.contain(old).and.to.contain('switch-to-configuration switch');
      await machine.ran(restored('of-old', ...switching()), [5]);
      expect(realpathSync(profile())).to.equal(now);
    });

    it('runs the system of the backup, and knows the way back', async () => {
      const { code, stdout, stderr, runs } = await withRun(
        machine,
        now,
        restored('of-old', ...switching('--yes', '--json')),
      );
      expect(code, stderr).to.equal(0);
      const { switched } = JSON.parse(stdout);
      expect(switched).to.deep.include({ path: old, failedUnits: false });
      expect(switched.before).to.deep.equal({ generation: 2, path: now });
      expect([realpathSync(profile()), runs]).to.deep.equal([old, old]);
    });

    it('says that it is there where only units failed', async () => {
      const some = systemOf(machine.store, { name: 'some', exit: 4 });
      await machine.backup('--output', machine.place('of-some'));
      const argv = restored('of-some', ...switching('--yes', '--json'));
      const { code, stdout } = await withRun(machine, old, argv);
      expect([code, JSON.parse(stdout).switched]).to.deep.include(0);
      expect(JSON.parse(stdout).switched).to.deep.include({ path: some, failedUnits: true });
    });

    it('goes back to what it was where the script fails, and says so', async () => {
      systemOf(machine.store, { name: 'broken', exit: 1, links: false });
      await machine.backup('--output', machine.place('of-broken'));
      const good = systemOf(machine.store, { name: 'good' });
      const argv = restored('of-broken', ...switching('--yes'));
      const { code, stderr, runs } = await withRun(machine, good, argv);
      expect(code).to.equal(1);
      expect(stderr)
        .to.contain('did not become')
        .and.to.match(/back on generation \d+/);
      expect([realpathSync(profile()), runs]).to.deep.equal([good, good]);
    });

    it('is refused where the backup is of another kind of machine, before anything is written', async () => {
      const place = machine.place('of-other');
      await machine.backup('--output', place);
      rewriteManifest(place, { platform: 'riscv64-linux' });
      const { stderr } = await machine.ran(restored('of-other', ...switching('--yes')), [5]);
      expect(stderr).to.contain('riscv64-linux');
      // Its files are wanted all the same, and it is said what cannot be had of it.
      const to = machine.place('from-other');
      const { stdout } = await machine.ran(restored('of-other', '--to', to, '--yes'));
      expect(stdout.replace(/\s+/g, ' ')).to.contain('its programs do not run here');
      expect(existsSync(join(to, machine.configuration, 'configuration.nix'))).to.equal(true);
    });
  });

  describe('whose store is damaged', () => {
    let top;
    const look = (...more) => ['store', 'integrity', '--only', 'store', '--deep', ...more];
    before(async () => {
      top = machine.store.build({ name: 'rescued' });
      await machine.backup('--output', machine.place('whole'));
    });

    it('has its paths put right out of a backup, only after a yes, and read again', async () => {
      const file = join(top, 'random');
      const want = readFileSync(file);
      flip(file, 100);
      const dry = await machine.json(
        look('--repair-from', machine.place('whole'), '--dry-run'),
        [1],
      );
      expect(dry.repair).to.deep.include({ done: false });
      expect(dry.repair.paths.map(({ path }) => path)).to.deep.equal([top]);
      expect(readFileSync(file).equals(want)).to.equal(false);
      const { findings, repair } = await machine.json(
        look('--repair-from', machine.place('whole'), '--yes'),
      );
      expect([findings, repair.done]).to.deep.equal([[], true]);
      expect(readFileSync(file).equals(want)).to.equal(true);
      machine.store.run('nix-store', '--verify-path', top);
    });

    it('is told what is gone, keeps it in its database, and gets it back', async () => {
      chmodSync(top, 0o755);
      rmSync(top, { recursive: true });
      const { findings } = await machine.json(look(), [1]);
      expect(findings.map(({ path }) => path)).to.include(top);
      machine.store.run('nix-store', '--check-validity', top);
      await machine.json(look('--repair-from', machine.place('whole'), '--yes'));
      machine.store.run('nix-store', '--verify-path', top);
    });

    it('gets nothing out of a backup that is damaged as well', async () => {
      const file = join(top, 'random');
      flip(file, 50);
      for (const nar of filesIn(machine.place('whole/cache/nar'))) flip(nar, 200);
      const argv = look('--repair-from', machine.place('whole'), '--yes');
      const { stderr } = await machine.ran(argv, [1, 5]);
      expect(stderr).to.contain('is damaged');
      for (const nar of filesIn(machine.place('whole/cache/nar'))) flip(nar, 200);
      await machine.json(look('--repair-from', machine.place('whole'), '--yes'));
    });
  });

  describe('whose staging folder was cut by a crash', function () {
    let words;
    before(async function () {
      if (!can('restic', 'version')) this.skip();
      const password = machine.home.file('password', 'of a test\n');
      words = ['--repo', machine.place('repo'), '--password-file', password];
      machine.store.build({ name: 'staged' });
      await machine.backup(...words, '--init');
    });

    it('copies anew what is shorter than it has to be, and the backup is whole', async () => {
      const [nar] = filesIn(machine.place('.cache/nixai/store/bundle/cache/nar'));
      chmodSync(nar, 0o644);
      writeFileSync(nar, '');
      const made = await machine.backup(...words);
      expect(made.newPaths).to.equal(1);
      const tested = await machine.json(['store', 'test-restore', ...words]);
      expect(tested.id).to.equal(made.id);
    });

    it('asks nobody for what it knows, and says the same', async () => {
      const first = await machine.backup(...words);
      const second = await machine.backup(...words);
      for (const what of ['roots', 'paths', 'bytes', 'newPaths'])
        expect(second[what]).to.deep.equal(first[what]);
    });

    it('takes the lock of a dead restic away, and waits for none that lives', async () => {
      const env = {
        ...process.env,
        RESTIC_REPOSITORY: machine.place('repo'),
        RESTIC_PASSWORD_FILE: machine.place('password'),
      };
      // It reads until its stdin ends, and has the repository locked meanwhile.
      const other = spawn('restic', ['backup', '--stdin', '--quiet'], {
        env,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      const ended = new Promise((resolve) => other.on('close', resolve));
      while (filesIn(machine.place('repo/locks')).length === 0)
        await new Promise((resolve) => setTimeout(resolve, 50));
      await machine.backup(...words);
      const forget = ['store', 'forget', ...words, '--keep-last', '1', '--yes'];
      const { stderr } = await machine.ran(forget, [6]);
      expect(stderr).to.contain('is in use by another restic');
      other.kill('SIGKILL');
      await ended;
      await machine.ran(forget);
      expect(filesIn(machine.place('repo/locks'))).to.deep.equal([]);
    });
  });

  describe('whose disk is full', function () {
    before(function () {
      if (!hasNamespaces) this.skip();
      writeFileSync(join(machine.configuration, 'large'), Buffer.alloc(3 << 20, 'a\n'));
    });
    after(() => rmSync(join(machine.configuration, 'large'), { force: true }));

    it('is told so, keeps the backup before, and leaves nothing half', async () => {
      const place = machine.place('small');
      // The files fit on it once, beside the room that reading them back takes, and not twice.
      const { code, stderr, log } = await onSmallDisk(machine, place, '9m', [
        ['store', 'backup', '--scope', 'config', '--output', place],
        ['store', 'backup', '--scope', 'config', '--output', place],
        ['store', 'integrity', '--deep', '--only', 'backups', '--repo', place],
      ]);
      expect(log, stderr).to.deep.equal([0, 1, 0]);
      expect(stderr).to.contain('the disk is full').and.to.contain('df -h');
      expect(stderr).not.to.match(/\n\s+at /);
      expect(code).to.equal(1);
    });

    it('is told what a repository keeps of a backup that is none, and how that goes', function () {
      if (!can('restic', 'version')) this.skip();
      // What does not compress fills it.
      writeFileSync(join(machine.configuration, 'large'), randomBytes(30 << 20));
      const place = machine.place('small-repository');
      const password = machine.home.file('password', 'of a test\n');
      const words = ['--repo', place, '--password-file', password];
      const backup = ['store', 'backup', '--scope', 'config', '--init', ...words];
      const { stderr, log } = onSmallDisk(machine, place, '20m', [
        [...backup, '--exclude', 'large'],
        backup,
        ['store', 'test-restore', ...words],
      ]);
      expect(log, stderr).to.deep.equal([0, 1, 0]);
      expect(stderr).to.contain('the disk is full').and.to.contain('restic prune');
    });
  });
});

/** A system that, when it is switched to, says of itself that it runs; and makes it that of the machine. */
function systemOf(store, { name, exit = 0, links = true }) {
  const file = join(store.folder, `system-${name}.nix`);
  const link = links ? 'ln -sfn "$1" /run/current-system' : 'true';
  const script = `#!/bin/sh\nset -- "\${0%/bin/*}"\n${link}\nexit ${exit}\n`;
  writeFileSync(
    file,
    `derivation {
  name = "nixos-system-${name}";
  system = builtins.currentSystem;
  builder = "/bin/sh";
  script = ${JSON.stringify(script).replaceAll('${', '\\${')};
  args = [ "-c" "PATH=/usr/bin:/bin; mkdir -p $out/bin; printf %s \\"$script\\" > $out/bin/switch-to-configuration; chmod +x $out/bin/switch-to-configuration; printf %s $system > $out/system" ];
}
`,
  );
  const path = store.run('nix-build', file, '--no-out-link');
  const profile = join(store.env.NIX_STATE_DIR, 'profiles/system');
  store.run('nix-env', '--profile', profile, '--set', path);
  return path;
}

/** Runs nixai where a system runs, in a /run of its own; and what runs afterwards. */
function withRun({ home }, system, argv) {
  const script = `mount -t tmpfs none /run && ln -s "$1" /run/current-system && shift
"$@"; code=$?; readlink /run/current-system >&3; exit $code`;
  const words = ['--mount', 'sh', '-c', script, 'sh', system];
  const argvOf = [...words, process.execPath, installedCli().bin, ...argv];
  const { status, stdout, stderr, output } = spawnSync('unshare', argvOf, {
    encoding: 'utf8',
    cwd: home.path,
    env: home.env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  return { code: status, stdout, stderr, runs: output[3].trim() };
}

/** Runs nixai several times where a folder is a small disk; the code of each. */
function onSmallDisk({ home }, place, size, runs) {
  const nixai = [process.execPath, installedCli().bin].map(quoted).join(' ');
  const lines = runs.map((argv) => `${nixai} ${argv.map(quoted).join(' ')}; echo $? >&3`);
  const script = `mkdir -p "$1" && mount -t tmpfs -o size=${size} none "$1"\n${lines.join('\n')}`;
  const { stderr, output } = spawnSync('unshare', ['--mount', 'sh', '-c', script, 'sh', place], {
    encoding: 'utf8',
    cwd: home.path,
    env: home.env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const log = output[3].trim().split('\n').map(Number);
  return { stderr, log, code: Math.max(...log) };
}

const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;

/** Changes what a manifest says, with a hash that is right. */
function rewriteManifest(place, change) {
  const [id] = readdirSync(join(place, 'snapshots'));
  const file = join(place, 'snapshots', id, 'manifest.json');
  const said = { ...JSON.parse(readFileSync(file, 'utf8')), ...change, sha256: undefined };
  const body = JSON.stringify(said).slice(0, -1);
  const hash = createHash('sha256').update(body).digest('hex');
  writeFileSync(file, `${body},"sha256":"${hash}"}\n`);
}

/** Turns one bit of a file over. */
function flip(file, at) {
  chmodSync(file, 0o644);
  const bytes = readFileSync(file);
  bytes[at] ^= 1;
  writeFileSync(file, bytes);
  chmodSync(file, 0o444);
}
