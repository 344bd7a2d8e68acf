// A backup and a restore whose programs are killed, or whose disk fails, at the n-th call that changes a
// file: nixai itself, Nix, restic and tar, one at a time. Real ones, by strace's injection.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { randomFrom } from '../../test/support/random.js';
import { treeHash } from './tree.js';

/** What changes a file or makes it last. */
const calls = [
  ...['write', 'pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'rename', 'renameat', 'renameat2'],
  ...['unlink', 'unlinkat', 'link', 'linkat', 'mkdir', 'mkdirat', 'rmdir', 'symlink', 'symlinkat'],
];
const programs = ['nixai', 'nix', 'nix-store', 'restic', 'tar'];
const faults = ['signal=KILL', 'error=ENOSPC', 'error=EIO'];

export async function faultsOf(bench, count, seed) {
  if (spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status !== 0) {
    console.log('faults        not run: strace may not trace here');
    return;
  }
  await bench.ready();
  const chance = randomFrom(seed);
  const trials = [trialOfBackup(bench), trialOfRestore(bench)];
  for (const trial of trials) {
    await trial.prepare();
    const targets = await countCalls(bench, trial);
    const tally = { tried: 0, hit: 0, broken: [] };
    for (let at = 0; at < count; at++) {
      // Each program, each call and each fault in turn; which of its calls, by chance.
      const { program, call, most } = targets[at % targets.length];
      const fault = faults[Math.floor(at / targets.length) % faults.length];
      const number = 1 + Math.floor(chance() * most);
      const what = `${program}: ${fault.split('=')[1]} at ${call} ${number} of ${most}`;
      await trial.reset();
      const run = await bench.nixai(
        trial.words(),
        injected(bench, program, `${call}:${fault}:when=${number}`),
      );
      tally.tried++;
      if (run.code !== 0) tally.hit++;
      for (const why of await trial.faultsAfter(run)) tally.broken.push(`${what}: ${why}`);
    }
    console.log(
      `faults        ${trial.name}: ${tally.tried} tried (${tally.hit} ended it), ${targets.length} kinds of calls of ${new Set(targets.map(({ program }) => program)).size} programs: ${tally.broken.length} broken (seed ${seed})`,
    );
    for (const line of tally.broken) console.log(`  ${line.replaceAll(bench.home, '')}`);
  }
}

/** How each program is started with a fault put into it: by a script of its name in front of it. */
function injected(bench, program, injection) {
  const words = [
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    `trace=${injection.split(':')[0]}`,
    '-e',
    `inject=${injection}`,
  ];
  // Node's children are other programs.
  if (program === 'nixai') return { under: ['strace', ...words, '-b', 'execve'] };
  return { path: scriptFor(bench, program, `exec strace ${words.join(' ')}`) };
}

function scriptFor({ home }, program, before) {
  const folder = join(home, 'shims');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const real = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
  writeFileSync(join(folder, program), `#!/bin/sh\n${before} ${real} "$@"\n`, { mode: 0o755 });
  return folder;
}

/** How often each program makes each of these calls in one thread at most. */
async function countCalls(bench, trial) {
  const found = [];
  for (const program of programs) {
    await trial.reset();
    const log = join(bench.home, 'calls.log');
    rmSync(log, { force: true });
    const words = ['-f', '-qq', '-A', '-o', log, '-e', `trace=${calls.join(',')}`];
    const how =
      program === 'nixai'
        ? { under: ['strace', ...words, '-b', 'execve'] }
        : { path: scriptFor(bench, program, `exec strace ${words.join(' ')}`) };
    const { code, stderr } = await bench.nixai(trial.words(), how);
    if (code !== 0) throw new Error(`${program}: ${stderr}`);
    const counts = new Map();
    for (const line of existsSync(log) ? readFileSync(log, 'utf8').split('\n') : []) {
      const [, thread, call] = /^(\d+)\s+(\w+)\(/.exec(line) ?? [];
      if (call !== undefined)
        counts.set(`${thread} ${call}`, (counts.get(`${thread} ${call}`) ?? 0) + 1);
    }
    const most = new Map();
    for (const [key, count] of counts) {
      const [, call] = key.split(' ');
      most.set(call, Math.max(most.get(call) ?? 0, count));
    }
    for (const [call, number] of most) found.push({ program, call, most: number });
  }
  return found;
}

/** A second backup into a restic repository, with more to copy than the first had. */
function trialOfBackup(bench) {
  const { home, made, nixai, password, configuration } = bench;
  const words = ['--repo', join(home, 'repo'), '--password-file', password];
  const kept = ['repo', '.cache', '.local'];
  let first;
  const copy = (from, to) => {
    for (const name of kept) {
      rmSync(join(home, to, name), { recursive: true, force: true });
      mkdirSync(join(home, to), { recursive: true });
      spawnSync('cp', ['-a', join(home, from, name), join(home, to, name)]);
    }
  };
  const json = async (argv) => {
    const { code, stdout, stderr } = await nixai([...argv, '--json']);
    return { code, stderr, ...JSON.parse(stdout || '{}') };
  };
  return {
    name: 'backup',
    async prepare() {
      made.build({ parts: 3, bytes: 20_000 });
      first = await json(['store', 'backup', '--scope', 'system,config', '--init', ...words]);
      if (first.code !== 0) throw new Error(first.stderr);
      made.build({ name: 'more', parts: 4, bytes: 20_000 });
      copy('.', 'template');
    },
    reset: async () => copy('template', '.'),
    words: () => ['store', 'backup', '--scope', 'system,config', ...words],
    async faultsAfter() {
      const broken = [];
      const to = join(home, 'restored');
      const back = await json(['store', 'restore', first.id, ...words, '--to', to, '--yes']);
      if (back.code !== 0) broken.push(`the last good one does not restore: ${back.stderr}`);
      else if (treeHash(join(to, configuration)) !== treeHash(configuration))
        broken.push('other bytes');
      removeAll(to);
      const next = await json(['store', 'backup', '--scope', 'system,config', ...words]);
      if (next.code !== 0) broken.push(`the next one does not work: ${next.stderr}`);
      const deep = await json(['store', 'integrity', '--deep', '--only', 'backups', ...words]);
      for (const { what, why } of deep.findings ?? [{ what: 'integrity', why: deep.stderr }])
        broken.push(`${what}: ${why}`);
      const bundle = join(home, '.cache/nixai/store/bundle');
      const left = [
        ...readdirSync(bundle, { recursive: true }).filter((name) =>
          /draft|\.roots|\.lock$|\.tmp|^snapshots\/./.test(name),
        ),
        // Restic's own drafts, which it passes over ever after, are not ours to remove.
        ...readdirSync(join(home, 'repo/locks')).filter((name) => !name.includes('-tmp-')),
        ...readdirSync(join(home, '.cache/nixai/store')).filter((name) => name !== 'bundle'),
      ];
      if (left.length > 0) broken.push(`left: ${left.join(', ')}`);
      return broken;
    },
  };
}

/** A restore into an empty folder. */
function trialOfRestore(bench) {
  const { home, made, nixai, configuration } = bench;
  const to = join(home, 'back');
  const words = ['store', 'restore', join(home, 'folder'), '--to', to, '--yes'];
  const store = `local?root=${to}`;
  return {
    name: 'restore',
    async prepare() {
      const { code, stderr } = await nixai([
        'store',
        'backup',
        '--scope',
        'system,config',
        '--output',
        join(home, 'folder'),
      ]);
      if (code !== 0) throw new Error(stderr);
    },
    reset: async () => removeAll(to),
    words: () => words,
    async faultsAfter({ code }) {
      const broken = [];
      const whole = () => {
        try {
          made.run('nix-store', '--store', store, '--verify', '--check-contents');
          return true;
        } catch {
          return false;
        }
      };
      // Nix notes last that it has made a store: before that there is none.
      const schema = statSync(join(to, 'nix/var/nix/db/schema'), { throwIfNoEntry: false });
      if (schema !== undefined && schema.size > 0 && !whole()) broken.push('half imported');
      if (code === 0 && treeHash(join(to, configuration)) !== treeHash(configuration))
        broken.push('a success with other bytes');
      const next = await nixai(words);
      if (next.code !== 0) broken.push(`the next one does not work: ${next.stderr}`);
      else if (treeHash(join(to, configuration)) !== treeHash(configuration) || !whole())
        broken.push('not whole after the next one');
      const left = readdirSync(to).filter((name) => /draft|\.lock$/.test(name));
      if (left.length > 0) broken.push(`left: ${left.join(', ')}`);
      return broken;
    },
  };
}

function removeAll(folder) {
  spawnSync('chmod', ['-R', 'u+w', folder]);
  rmSync(folder, { recursive: true, force: true });
}
