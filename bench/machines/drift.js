// drift-check of many hosts at once beside each of them alone, over real sshd; all of them share the processors
// of this machine, so that one line has a host that is slow by waiting. Nothing may be written on any.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fleet } from '../../test/support/fleet/fleet.js';
import { driftingSystem } from '../../test/support/fleet/drifts.js';
import { snapshot } from '../../test/support/snapshot.js';
import { nixai } from './nixai.js';

/** Milliseconds after which the slow host lets somebody in. */
const late = 8000;
/** Of how many hosts the slowest is looked for. */
const alone = 10;

export async function drift(home, count) {
  rmSync(join(home, '.ssh'), { recursive: true, force: true });
  const fleet = new Fleet(home);
  try {
    const system = fleet.system(driftingSystem());
    const hosts = [];
    for (let at = 0; at < count; at++) hosts.push(await fleet.host(`host${at}`, system));
    const registry = join(home, 'drift.yaml');
    const entry = ({ name, port }) =>
      `  ${name}: { host: 127.0.0.1, ssh-port: ${port}, ssh-user: root }\n`;
    writeFileSync(registry, `machines:\n${hosts.map(entry).join('')}`);
    const check = async (...names) => {
      const words = ['machines', 'drift-check', ...names, '--json', '--registry-path', registry];
      const { took, stdout, most, cpu } = await nixai(home, words);
      const faults = JSON.parse(stdout).machines.filter(({ fault }) => fault !== undefined);
      return { took, most, cpu, faults: faults.length };
    };
    const folders = hosts.flatMap((host) => [host.path('etc'), host.path('root')]);
    const before = folders.map(snapshot);
    await check(hosts[0].name);
    const each = [];
    for (const { name } of hosts.slice(0, alone)) each.push((await check(name)).took);
    await said('equal hosts', Math.max(...each));
    hosts[0].delay = late;
    await said(`one ${late / 1000} s late`, (await check(hosts[0].name)).took);
    const after = folders.map(snapshot);
    const changed = folders.filter((_, at) => before[at].join('\n') !== after[at].join('\n'));
    console.log(`drift-check   written on ${changed.length} of ${count} hosts`);

    async function said(what, slowest) {
      const { took, most, cpu, faults } = await check();
      const wrong = faults === 0 ? '' : `; ${faults} could not be asked`;
      const seconds = (time) => (time / 1000).toFixed(1);
      console.log(
        `drift-check   ${count} hosts, ${what}: ${seconds(took)} s, the slowest alone ${seconds(slowest)} s: ${(took / slowest).toFixed(2)} ×, ${Math.round(most / 1024 / 1024)} MiB; ${seconds(cpu)} s of our own processor time${wrong}`,
      );
    }
  } finally {
    await fleet.close();
  }
}
