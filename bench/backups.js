// Backups of machines under faults at random: a bit turned over in a file of the repository, processes
// killed, a disk that is full, a connection that is cut. What must hold: nothing is called verified that
// is damaged, and nothing comes back that is another.
//   npm run bench -- backups [--seeds=100] [--from=1] [--kind=flip|kill|full|cut]
// Needs root, Nix, sshd, namespaces and restic.
import { spawn, spawnSync } from 'node:child_process';
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
import { setTimeout as sleep } from 'node:timers/promises';
import {
  listBackups,
  makeBackup,
  restoreBackup,
} from '../plugins/machines/dist/backups/host/restic.js';
import { isFinished } from '../plugins/machines/dist/backups/host/snapshots.js';
import { canBackUp, plantTree, treeOf } from '../test/support/fleet/backups.js';
import { createDeployer } from '../test/support/fleet/deployer.js';
import { canHaveHosts } from '../test/support/fleet/fleet.js';
import { randomFrom } from '../test/support/random.js';

const kinds = ['flip', 'flip', 'kill', 'full', 'cut'];
const mostMilliseconds = 6000;

export default async function backups(argv) {
  const given = (name, usual) =>
    Number(argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
  if (!canHaveHosts() || !canBackUp()) return console.log('backups       not run: see its head');
  const deployer = await createDeployer();
  const counts = new Map();
  const wrong = [];
  try {
    const world = await prepare(deployer);
    const from = given('from', 1);
    const only = argv.find((word) => word.startsWith('--kind='))?.slice('--kind='.length);
    for (let seed = from; seed < from + given('seeds', 100); seed++) {
      const next = randomFrom(seed);
      const random = { below: (most) => Math.floor(next() * most) };
      const kind = only ?? kinds[seed % kinds.length];
      const said = await faults[kind](world, random).catch((error) => `WRONG: ${error.stack}`);
      const key = `${kind}: ${said.replace(/^WRONG.*/s, 'WRONG')}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (said.startsWith('WRONG')) wrong.push(`seed ${seed} ${kind} ${said}`);
      console.log(`seed ${seed}  ${kind}  ${said}`);
    }
  } finally {
    await deployer.close();
  }
  console.log(
    [...counts]
      .sort()
      .map(([what, many]) => `${many} × ${what}`)
      .join('\n'),
  );
  console.log(`${wrong.length} wrong\n${wrong.join('\n')}`);
}

async function prepare(deployer) {
  const { fleet, home } = deployer;
  const host = await deployer.host(fleet.system({ version: '1' }));
  plantTree(host);
  const repositories = join(fleet.folder, 'repositories');
  mkdirSync(repositories);
  const ready = await home.nixai([
    ...['machines', 'backup-strategy', 'configure', '--backup-location', repositories],
    ...['--path', '/root/data', '--format', 'systemd', '--to', join(home.path, 'units'), '--yes'],
  ]);
  if (ready.code !== 0) throw new Error(ready.stderr);
  const repository = join(repositories, 'bench');
  const world = { deployer, fleet, home, host, folder: repository, made: 0, good: undefined };
  await listBackups(open(world), true);
  await goodBackup(world);
  return world;
}

/** The repository by restic inside of the host, whose processes can be killed. */
function open(world, address = world.folder) {
  const place = {
    name: 'host1',
    script: (script, args, { input }) =>
      new Promise((resolve) => {
        const inside = ['--target', String(world.host.inner()), '--mount', '--uts', '--pid'];
        const child = spawn('nsenter', [...inside, 'sh', '-c', script, 'nixai', ...args], {
          detached: true,
          env: { PATH: process.env.PATH, HOME: '/root' },
        });
        world.child = child;
        const said = { stdout: '', stderr: '' };
        for (const name of ['stdout', 'stderr'])
          child[name].setEncoding('utf8').on('data', (text) => (said[name] += text));
        child.stdin.on('error', () => {});
        child.stdin.end(input);
        child.on('close', (code) => resolve({ code: code ?? 137, ...said, truncated: false }));
      }),
  };
  const input = `RESTIC_REPOSITORY=${address}\nRESTIC_PASSWORD=secret\n\n`;
  const signal = new AbortController().signal;
  return { machine: 'host1', place, access: { address, input }, signal };
}

const sources = { configuration: '/etc/nixos', pre: '', post: '', paths: ['/root/data'] };
const outcome = (work) => work.then(() => 'ok').catch((error) => error.code ?? String(error));

async function make(world, address) {
  world.made++;
  const id = `20261130T${String(world.made).padStart(6, '0')}-abcdef`;
  writeFileSync(world.host.path('root/data/counter'), `${world.made}\n`);
  return (await makeBackup(open(world, address), id, sources)).backup;
}

/** A backup that was read back, and what it has to come back as. */
async function goodBackup(world) {
  const backup = await make(world);
  await restoreBackup(open(world), backup);
  world.good = { backup, tree: treeOf(world.host.path('root/data')) };
}

/** The last good one comes back as it was. */
async function expectGood(world) {
  const to = '/root/back';
  await restoreBackup(open(world), world.good.backup, to);
  const tree = treeOf(world.host.path('root/back/root/data'));
  rmSync(world.host.path('root/back'), { recursive: true });
  if (tree !== world.good.tree) throw new Error('another tree came back');
}

const faults = {
  async flip(world, random) {
    const files = readdirSync(world.folder, { recursive: true })
      .map(String)
      .filter((name) => !name.startsWith('locks') && statSync(join(world.folder, name)).isFile());
    const name = files[random.below(files.length)];
    const file = join(world.folder, name);
    const before = readFileSync(file);
    const bytes = Buffer.from(before);
    const at = random.below(bytes.length);
    bytes[at] ^= 1 << random.below(8);
    spawnSync('chmod', ['u+w', file]);
    writeFileSync(file, bytes);
    const to = world.host.path('root/back');
    const verified = await outcome(restoreBackup(open(world), world.good.backup));
    const restored = await outcome(restoreBackup(open(world), world.good.backup, '/root/back'));
    const isThere = existsSync(to);
    const tree = isThere ? treeOf(join(to, 'root/data')) : undefined;
    rmSync(to, { recursive: true, force: true });
    writeFileSync(file, before);
    if (verified === 'ok') return `WRONG: verified with a bit turned over in ${name} at ${at}`;
    if (tree !== undefined && tree !== world.good.tree)
      return `WRONG: other bytes came back, ${name}`;
    if (restored === 'ok' || isThere) return `WRONG: restored from ${name}`;
    await expectGood(world);
    return `${name.split('/')[0]} found (${verified})`;
  },

  async kill(world, random) {
    const isRestore = random.below(3) === 0;
    const work = isRestore
      ? outcome(restoreBackup(open(world), world.good.backup, '/root/back'))
      : outcome(make(world));
    await sleep(random.below(mostMilliseconds));
    try {
      process.kill(-world.child.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
    const ended = await work;
    const back = world.host.path('root/back');
    if (isRestore && existsSync(back) && treeOf(join(back, 'root/data')) !== world.good.tree)
      return 'WRONG: half of a restore has its name';
    rmSync(back, { recursive: true, force: true });
    for (const one of (await listBackups(open(world))).filter(isFinished).slice(-1))
      await restoreBackup(open(world), one);
    await expectGood(world);
    await goodBackup(world);
    return `${isRestore ? 'restore' : 'backup'} ${ended === 'ok' ? 'had ended' : 'killed'}, the next one works`;
  },

  async full(world, random) {
    const disk = join(world.fleet.folder, 'full');
    mkdirSync(disk, { recursive: true });
    const size = 200 + random.below(900);
    world.host.inside(['mount', '-t', 'tmpfs', '-o', `size=${size}k`, 'nixai-full', disk]);
    const address = join(disk, 'repository');
    const first = await outcome(listBackups(open(world, address), true));
    writeFileSync(
      world.host.path('root/data/more'),
      Buffer.from(Array.from({ length: 900_000 }, () => random.below(256))),
    );
    let said = 'was large enough';
    try {
      const backup = await make(world, address);
      const read = await outcome(restoreBackup(open(world, address), backup));
      if (read !== 'ok') said = `made, and not verified (${read})`;
    } catch (error) {
      said = `refused (${error.code})`;
    } finally {
      rmSync(world.host.path('root/data/more'));
      world.host.inside(['umount', '--lazy', disk]);
    }
    await expectGood(world);
    return first === 'ok' ? said : `no repository (${first})`;
  },

  async cut(world, random) {
    const run = world.home.nixai(['machines', 'backup', 'run', 'host1', '--init', '--json'], {
      timeout: 180_000,
    });
    const wait = 800 + random.below(mostMilliseconds + 4000);
    await sleep(wait);
    world.host.cut();
    const { stdout, code } = await run;
    const [machine] = JSON.parse(stdout).machines ?? [];
    const isVerified = machine?.verified === true;
    if (isVerified !== (code === 0)) return `WRONG: ${code} and ${stdout}`;
    // What runs there goes on to its end; then it works again.
    const again = await retried(world);
    if (again !== 0) return `WRONG: afterwards it ends with ${again}`;
    return isVerified ? 'had ended' : `not verified (${machine?.fault?.code}), the next one is`;
  },
};

async function retried(world) {
  for (let attempt = 0; ; attempt++) {
    const { code, stdout } = await world.home.nixai(
      ['machines', 'backup', 'run', 'host1', '--init', '--json'],
      { timeout: 180_000 },
    );
    if (code === 0 || attempt === 10) return code;
    if (!stdout.includes('backup-busy')) return `${code} ${stdout}`;
    await sleep(1000);
  }
}
