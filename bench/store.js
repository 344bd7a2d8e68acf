// nixai store, on real Nix stores in folders and real restic.
//   npm run bench -- store [--flips=200] [--paths=10000]
//   npm run bench -- store --only=flips|speed|faults [--faults=120]
// A flip turns one bit over at a random place; a fault kills a program or fails its disk at a call by
// chance. The seed is printed (--seed=N repeats it).
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore, hasNix } from '../test/support/nixStore.js';
import { faultsOf } from './store/faults.js';
import { randomFrom } from '../test/support/random.js';
import { speed } from './store/speed.js';
import { filesIn, treeHash } from './store/tree.js';

const root = join(import.meta.dirname, '..');

export default async function store(argv) {
  const given = (name, usual) =>
    argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual;
  if (!hasNix || spawnSync('restic', ['version']).status !== 0) {
    console.log('not run: it needs Nix and restic');
    return;
  }
  const only = given('only', 'flips,speed,faults').split(',');
  const seed = Number(given('seed', Date.now() % 100_000));
  const parts = {
    flips: (bench) => flips(bench, Number(given('flips', 200)), seed),
    speed: (bench) => speed(bench, Number(given('paths', 10_000))),
    faults: (bench) => faultsOf(bench, Number(given('faults', 120)), seed),
  };
  for (const part of only) {
    const bench = open();
    try {
      await parts[part](bench);
    } finally {
      bench.close();
    }
  }
}

/** A home with the plugin, a store, and a configuration. */
function open() {
  const home = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  const made = createStore();
  const password = join(home, 'password');
  writeFileSync(password, 'bench\n');
  const env = { ...process.env, ...made.env, HOME: home, NIXAI_AS_ROOT: 'true' };
  /**
   * Runs nixai; resolves with its code, what it printed, milliseconds and the most memory it had.
   * @param how `path`: programs of this folder before others; `under`: started by these words.
   */
  const nixai = (words, { path, under = [] } = {}) =>
    new Promise((resolve) => {
      const began = performance.now();
      const bin = join(root, 'core/cli/bin/nixai.js');
      const [program, ...argv] = [...under, process.execPath, bin, ...words];
      const PATH = path === undefined ? env.PATH : `${path}:${env.PATH}`;
      const child = spawn(program, argv, { cwd: home, env: { ...env, PATH } });
      let most = 0;
      const watch = setInterval(() => (most = Math.max(most, memoryOf(child.pid))), 20);
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
      child.on('close', (code) => {
        clearInterval(watch);
        resolve({ code, stdout, stderr, took: performance.now() - began, most });
      });
    });
  const configuration = join(home, 'nixos');
  mkdirSync(configuration);
  for (let at = 0; at < 20; at++)
    writeFileSync(join(configuration, `${at}.nix`), `{ a = ${'x'.repeat(at * 100)}; }\n`);
  return {
    ...{ home, made, env, nixai, password, configuration },
    async ready() {
      for (const words of [
        ['plugins', 'link', join(root, 'plugins/store')],
        ['config', 'set', 'nixos_folder', configuration],
      ]) {
        const { code, stderr } = await nixai(words);
        if (code !== 0) throw new Error(stderr);
      }
    },
    close() {
      made.remove();
      spawnSync('chmod', ['-R', 'u+w', home]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The most that a process had in memory so far; bytes. */
function memoryOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** One bit turned over at random places; each has to be found, and no restore may give other bytes. */
async function flips(bench, count, seed) {
  const { home, made, nixai, password, configuration } = bench;
  await bench.ready();
  made.build({ parts: 6, bytes: 30_000 });
  const restic = ['--repo', join(home, 'repo'), '--password-file', password];
  const folder = ['--repo', join(home, 'folder')];
  const archive = ['--repo', join(home, 'one.tar')];
  for (const words of [
    [...restic, '--init'],
    ['--output', join(home, 'folder')],
    ['--output', join(home, 'one.tar')],
  ]) {
    const { code, stderr } = await nixai(['store', 'backup', '--scope', 'system,config', ...words]);
    if (code !== 0) throw new Error(stderr);
  }
  // The last backup of the repository is what lies in the staging folder.
  const again = await nixai(['store', 'backup', '--scope', 'system,config', ...restic]);
  if (again.code !== 0) throw new Error(again.stderr);
  const staging = join(home, '.cache/nixai/store/bundle/cache');
  const places = [
    { name: 'restic repository', at: join(home, 'repo'), words: restic },
    { name: 'staging', at: staging, words: restic },
    { name: 'folder', at: join(home, 'folder'), words: folder },
    { name: 'archive', at: join(home, 'one.tar'), words: archive },
  ];
  const want = treeHash(configuration);
  const chance = randomFrom(seed);
  for (const { name, at, words } of places) {
    const tally = { found: 0, wrong: 0, refused: 0, whole: 0 };
    const missed = [];
    const files = filesIn(at);
    const total = files.reduce((sum, file) => sum + statSync(file).size, 0);
    const tries = Math.round(count / places.length);
    for (let one = 0; one < tries; one++) {
      const place = placeAt(files, Math.floor(chance() * total));
      const bit = Math.floor(chance() * 8);
      flip(place.file, place.at, bit);
      const look = ['store', 'integrity', '--deep', '--only', 'backups', '--json', ...words];
      const deep = await nixai(look);
      if (!isFound(deep)) missed.push(`${place.file}:${place.at}.${bit}`);
      else tally.found++;
      const to = join(home, 'restored');
      const back = await nixai(['store', 'restore', 'latest', ...words, '--to', to, '--yes']);
      const isSame = back.code === 0 && treeHash(join(to, configuration)) === want;
      tally[back.code !== 0 ? 'refused' : isSame ? 'whole' : 'wrong']++;
      if (back.code !== 0 && existsSync(to)) missed.push(`${place.file}: refused, and written`);
      flip(place.file, place.at, bit);
      spawnSync('chmod', ['-R', 'u+w', to]);
      rmSync(to, { recursive: true, force: true });
    }
    console.log(
      `flips         ${name}: ${tally.found} of ${tries} found; restores: ${tally.refused} refused, ${tally.whole} whole, ${tally.wrong} with other bytes (seed ${seed})`,
    );
    for (const line of missed) console.log(`  missed: ${line.replace(home, '')}`);
  }
}

/** Damage that was named, or a repository that cannot be opened; not any failure. */
function isFound({ code, stdout }) {
  const { findings = [], error } = JSON.parse(stdout || '{}');
  return code !== 0 && (findings.length > 0 || /^(?:store|manifest)-/.test(error?.code ?? ''));
}

function placeAt(files, offset) {
  let left = offset;
  for (const file of files) {
    const { size } = statSync(file);
    if (left < size) return { file, at: left };
    left -= size;
  }
  return { file: files[0], at: 0 };
}

function flip(file, at, bit) {
  const { mode } = statSync(file);
  chmodSync(file, mode | 0o200);
  const bytes = readFileSync(file);
  bytes[at] ^= 1 << bit;
  writeFileSync(file, bytes);
  chmodSync(file, mode);
}
