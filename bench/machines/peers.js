// Asking many hosts that are alive: nixai beside parallel-ssh and ansible, in the same run, all of them over
// real sshd.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fleet } from '../../test/support/fleet/fleet.js';
import { nixai } from './nixai.js';

/** So many names for each host: a connection each, as if it were another. */
const namesEach = 5;

export async function peers(home, count, rounds = 3) {
  rmSync(join(home, '.ssh'), { recursive: true, force: true });
  const fleet = new Fleet(home);
  try {
    const system = fleet.system({ version: '1' });
    const hosts = [];
    for (let at = 0; at < Math.ceil(count / namesEach); at++)
      hosts.push(await fleet.host(`host${at}`, system));
    const names = Array.from({ length: count }, (_, at) => ({
      name: `m${at}`,
      port: hosts[at % hosts.length].port,
    }));
    const registry = join(home, 'peers.yaml');
    const entry = ({ name, port }) =>
      `  ${name}: { host: 127.0.0.1, ssh-port: ${port}, ssh-user: root }\n`;
    writeFileSync(registry, `machines:\n${names.map(entry).join('')}`);
    const options = `-i ${home}/.ssh/id_ed25519 -o UserKnownHostsFile=${home}/.ssh/known_hosts`;
    writeFileSync(
      join(home, 'hosts.txt'),
      names.map(({ port }) => `root@127.0.0.1:${port}\n`).join(''),
    );
    const line = ({ name, port }) =>
      `${name} ansible_host=127.0.0.1 ansible_port=${port} ansible_user=root\n`;
    writeFileSync(join(home, 'inventory'), names.map(line).join(''));
    const runs = {
      'nixai status': async () => {
        const words = ['machines', 'status', '--json', '--registry-path', registry];
        const { took, stdout } = await nixai(home, words);
        const found = JSON.parse(stdout).machines.filter(({ state }) => state === 'online');
        return { took, fine: found.length === count };
      },
      'parallel-ssh uptime': () =>
        timed(['parallel-ssh', '-p', '64', '-h', join(home, 'hosts.txt'), '-x', options, 'uptime']),
      'ansible -m ping': () =>
        timed(['ansible', 'all', '-i', join(home, 'inventory'), '-f', '64', '-m', 'ping'], {
          ANSIBLE_SSH_ARGS: options,
          ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
        }),
    };
    for (const [name, run] of Object.entries(runs)) {
      const program = name.split(' ')[0];
      if (program !== 'nixai' && spawnSync('which', [program]).status !== 0) {
        console.log(`${name.padEnd(20)} not run: it is not installed`);
        continue;
      }
      const all = [];
      for (let round = 0; round < rounds; round++) all.push(await run());
      const wrong = all.some(({ fine }) => !fine) ? ' (not all answered)' : '';
      const least = Math.min(...all.map(({ took }) => took));
      console.log(
        `${name.padEnd(20)} ${count} live hosts: ${(least / 1000).toFixed(1)} s, the least of ${rounds}${wrong}`,
      );
    }
  } finally {
    await fleet.close();
  }
}

function timed(argv, env = {}) {
  const began = performance.now();
  const child = spawn(argv[0], argv.slice(1), {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ took: performance.now() - began, fine: code === 0 })),
  );
}
