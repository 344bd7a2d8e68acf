// nixai machines, with hosts that are simulated (ssh2 servers in this process) and hosts in namespaces.
//   npm run bench -- machines [--hosts=50] [--dead=5] [--many=200] [--deploy=6]
//   npm run bench -- machines --peers=50                  beside parallel-ssh and ansible
//   npm run bench -- machines --drift=50                  drift-check beside each host alone
//   npm run bench -- machines --waiting=50 [--wait=500]    the same of hosts that only wait
//   npm run bench -- machines --seeds=200 [--from=1]      faults at random, 12 hosts
// Needs root, Nix and sshd for the second half; what is not run is said.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { Fleet, canHaveHosts, nixConfig } from '../test/support/fleet/fleet.js';
import { drift } from './machines/drift.js';
import { nixai, root } from './machines/nixai.js';
import { peers } from './machines/peers.js';
import { seeds } from './machines/seeds.js';
import { waiting } from './machines/waiting.js';
import { watch } from './machines/watch.js';

export default async function machines(argv) {
  const given = (name, usual) =>
    Number(argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
  const home = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  try {
    await nixai(home, ['plugins', 'link', join(root, 'plugins/machines')]);
    const runs = given('seeds', 0);
    if (runs > 0) return await seeds(home, runs, given('from', 1));
    const live = given('peers', 0);
    if (live > 0) return await peers(home, live);
    const drifting = given('drift', 0);
    if (drifting > 0) return await drift(home, drifting);
    const idle = given('waiting', 0);
    if (idle > 0) return await waiting(home, idle, given('wait', 500));
    await looking(home, given('hosts', 50), given('dead', 5));
    await looking(home, given('many', 200), 0);
    if (canHaveHosts()) await deploying(home, given('deploy', 6));
    else console.log('deploy        not run: it needs root, Nix, sshd and namespaces');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** `status` of hosts that answer at once, and of some that take a connection and say nothing. */
async function looking(home, count, dead) {
  const key = ssh2.utils.generateKeyPairSync('ed25519');
  const own = ssh2.utils.generateKeyPairSync('ed25519');
  const folder = join(home, '.ssh');
  const { mkdirSync } = await import('node:fs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'bench'), own.private, { mode: 0o600 });
  const server = new ssh2.Server({ hostKeys: [key.private] }, answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const silent = createServer((socket) => socket.on('error', () => {}));
  await new Promise((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const deadPort = silent.address().port;
  writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${port} ${key.public}\n`);
  const entry = (name, at) =>
    `  ${name}: { host: 127.0.0.1, ssh-port: ${at}, ssh-user: root, ssh-key: ~/.ssh/bench }\n`;
  const names = Array.from({ length: count }, (_, at) => `host${at}`);
  const text = names.map((name, at) => entry(name, at < dead ? deadPort : port)).join('');
  writeFileSync(join(home, 'bench.yaml'), `machines:\n${text}`);
  const { stdout, stderr, took, most } = await nixai(home, [
    ...['machines', 'status', '--registry-path', join(home, 'bench.yaml'), '--json'],
  ]);
  server.close();
  silent.close();
  const found = JSON.parse(stdout || '{}').machines ?? [];
  const online = found.filter(({ state }) => state === 'online').length;
  if (online !== count - dead)
    console.log(`  wrong: ${online} online of ${count - dead}: ${stderr}`);
  const bound =
    dead === 0 ? '' : `, ${(took / 10_000).toFixed(2)} × one dead host's timeout (10 s)`;
  console.log(
    `status        ${count} hosts, ${dead} dead: ${(took / 1000).toFixed(1)} s${bound}, ${Math.round(most / 1024 / 1024)} MiB`,
  );
}

/** A host that says that it is one. */
function answer(client) {
  client.on('error', () => {});
  client.on('authentication', (context) => context.accept());
  client.on('ready', () =>
    client.on('session', (accept) =>
      accept().on('exec', (take) => {
        const stream = take();
        const system = '/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-nixos-system';
        stream.write(`here\t1\ncurrent\t${system}\nnext\t${system}\nlink\tsystem-1-link\n`);
        stream.exit(0);
        stream.end();
      }),
    ),
  );
}

/** A rolling update, watched by somebody else, and the same by hand. */
async function deploying(home, count) {
  rmSync(join(home, '.ssh'), { recursive: true, force: true });
  const fleet = new Fleet(home);
  try {
    const old = fleet.system({ version: '1' });
    const hosts = [];
    for (let at = 0; at < count; at++) hosts.push(await fleet.host(`host${at}`, old));
    const entry = ({ name, port }) =>
      `  ${name}: { host: 127.0.0.1, ssh-port: ${port}, ssh-user: root }\n`;
    writeFileSync(join(home, 'fleet.yaml'), `machines:\n${hosts.map(entry).join('')}`);
    const names = hosts.map(({ name }) => name);
    const flake = (version) =>
      fleet.flake(
        `v${version}`,
        Object.fromEntries(names.map((name) => [name, { version, hang: 1 }])),
      );
    const deploy = (version, most) =>
      nixai(home, [
        ...['machines', 'deploy', '--all', '--flake', flake(version), '--rolling-update'],
        ...[
          '--max-unavailable',
          String(most),
          '--yes',
          '--json',
          '--registry-path',
          join(home, 'fleet.yaml'),
        ],
      ]);
    const watched = watch(hosts);
    const { took, stdout, stderr, code } = await deploy('2', 2);
    const { most, looks } = await watched.stop();
    if (code !== 0) console.log(`  failed: ${stdout.slice(0, 2000)}${stderr}`);
    console.log(
      `rolling       ${count} hosts, at most 2 down: ${most} seen in ${looks} looks, ${(took / 1000).toFixed(1)} s`,
    );
    const all = await deploy('3', count);
    const hand = await byHand(home, hosts, fleet.system({ version: '4', hang: 1 }));
    console.log(
      `all at once   ${count} hosts: ${(all.took / 1000).toFixed(1)} s; nix-copy-closure, nix-env and switch by hand ${(hand / 1000).toFixed(1)} s: ${(all.took / hand).toFixed(2)} ×`,
    );
  } finally {
    await fleet.close();
  }
}

/** What one would type, on all hosts at once. */
async function byHand(home, hosts, system) {
  const began = performance.now();
  const ssh = (port) =>
    `-p ${port} -i ${home}/.ssh/id_ed25519 -o UserKnownHostsFile=${home}/.ssh/known_hosts`;
  await Promise.all(
    hosts.map(({ port }) => {
      const run = `ssh ${ssh(port)} root@127.0.0.1`;
      const line = `NIX_SSHOPTS="${ssh(port)}" nix-copy-closure --to root@127.0.0.1 ${system} && ${run} nix-env -p /nix/var/nix/profiles/system --set ${system} && ${run} ${system}/bin/switch-to-configuration switch`;
      const child = spawn('sh', ['-c', line], {
        stdio: 'ignore',
        env: { ...process.env, NIX_CONFIG: nixConfig },
      });
      return new Promise((resolve) => child.on('close', resolve));
    }),
  );
  if (hosts.some((host) => host.current !== system))
    console.log('  by hand it did not come to all');
  return performance.now() - began;
}
