// drift-check of hosts that wait: SSH servers in this process that say what a host of the tests said, each after
// a while, and whose connection lets somebody in after a while too. What is measured besides the time is the
// processor time of nixai's own process, which is what is left where hosts do not share a machine with it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import ssh2 from 'ssh2';
import { Fleet } from '../../test/support/fleet/fleet.js';
import { driftingSystem } from '../../test/support/fleet/drifts.js';
import { nixai } from './nixai.js';

export async function waiting(home, count, wait) {
  const facts = await factsOfHost(home);
  const [key, own] = [0, 1].map(() => ssh2.utils.generateKeyPairSync('ed25519'));
  const folder = join(home, '.ssh');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, 'id_ed25519'), own.private, { mode: 0o600 });
  const server = new ssh2.Server({ hostKeys: [key.private] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (context) => sleep(wait).then(() => context.accept()));
    client.on('ready', () =>
      client.on('session', (accept) =>
        accept().on('exec', async (take) => {
          const stream = take();
          await sleep(wait);
          stream.write(facts);
          stream.exit(0);
          stream.end();
        }),
      ),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${port} ${key.public}\n`);
  const registry = join(home, 'waiting.yaml');
  const names = Array.from({ length: count }, (_, at) => `host${at}`);
  const entry = (name) => `  ${name}: { host: 127.0.0.1, ssh-port: ${port}, ssh-user: root }\n`;
  writeFileSync(registry, `machines:\n${names.map(entry).join('')}`);
  const check = async (...chosen) => {
    const words = ['machines', 'drift-check', ...chosen, '--json', '--registry-path', registry];
    const { took, stdout, cpu } = await nixai(home, words);
    const faults = JSON.parse(stdout).machines.filter(({ fault }) => fault !== undefined);
    if (faults.length > 0) console.log(`  ${faults.length} could not be asked`);
    return { took, cpu };
  };
  try {
    await check(names[0]);
    const alone = [];
    for (const name of names.slice(0, 5)) alone.push(await check(name));
    const slowest = Math.max(...alone.map(({ took }) => took));
    const together = await check();
    const base = Math.min(...alone.map(({ cpu }) => cpu));
    const each = (together.cpu - base) / (count - 1);
    console.log(
      `drift-check   ${count} hosts that wait ${wait} ms before each answer (${Math.round(facts.length / 1024)} KiB said): ${seconds(together.took)} s, the slowest alone ${seconds(slowest)} s: ${(together.took / slowest).toFixed(2)} ×; ${Math.round(each)} ms of our processor for each host more, ${seconds(base)} s for the first`,
    );
  } finally {
    server.close();
  }
}

const seconds = (time) => (time / 1000).toFixed(2);

/** What a host of the tests says of itself, by the very script. */
async function factsOfHost(home) {
  const { driftScript } = await import('../../plugins/machines/dist/drift/probe/script.js');
  const fleet = new Fleet(home);
  try {
    const host = await fleet.host('model', fleet.system(driftingSystem()));
    return `${host.inside(['sh', '-c', driftScript, 'nixai', '/etc/nixos'])}\n${bulk()}`;
  } finally {
    await fleet.close();
  }
}

/** What makes a real machine's answer large: the paths of its closure, the files of its /etc, its programs. */
function bulk() {
  const many = (count, line) => Array.from({ length: count }, (_, at) => line(at)).join('\n');
  const path = (at) => `/nix/store/${String(at).padStart(32, '0')}-package-${at}`;
  return [
    many(2500, (at) => `closure\t${path(at)}`),
    many(700, (at) => `managed\tfolder/file-${at}\tl\t${path(at)}/etc/file-${at}`),
    many(700, (at) => `etc\tfolder/file-${at}\tl\t/etc/static/folder/file-${at}\t777\t0:0\t1.0`),
    many(250, (at) => `process\t${1000 + at}\t1\t${path(at)}/bin/program`),
  ].join('\n');
}
