// Deployments to hosts in namespaces with faults at random, each run from a seed: what every host is on in
// the end, and whether nixai said so.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fleet } from '../../test/support/fleet/fleet.js';
import { startNixai } from './nixai.js';
import { isDown, watch } from './watch.js';
import { randomFrom } from '../../test/support/random.js';

/** What is wrong with the system that is deployed to a host. */
const systems = {
  'its firewall closes': { closed: true },
  'health 500': { health: '500' },
  'health hangs': { health: 'hang' },
  'exit 4': { exit: 4 },
  'exit 1': { exit: 1 },
  'activation hangs': { hang: 1000 },
  'boot loader fails': { bootFails: true },
};

/** Its power fails; whoever judges it waits until it is up again. */
const restart = (host) => (host.restarting = host.reboot());

/** What happens to a host, and when: once what is waited for is true. */
const events = {
  'cut before the switch': [(host) => has(host, '/lock'), (host) => host.cut()],
  'cut while it switches': [(host) => has(host, '/armed'), (host) => host.cut()],
  'cut after the switch': [(host) => has(host, '/code'), (host) => host.cut()],
  'restarts before the switch': [(host) => has(host, '/lock'), restart],
  'restarts while it switches': [(host) => has(host, '/armed'), restart],
  'restarts after the switch': [(host) => has(host, '/code'), restart],
  'the copy is cut': [(host) => host.receives(), (host) => away(host, 2_000)],
  'its disk is full': [() => true, (host) => host.fill()],
  'its disk fills up': [(host) => host.receives(), (host) => host.fill()],
  'its lock is held': [() => true, (host) => hold(host)],
  'is gone': [() => true, (host) => away(host, 600_000)],
};

/** What the system says of its health; one that hangs says nothing for a long while. */
const healthCommand =
  'health=$(cat /run/health); [ "$health" != hang ] || sleep 60; test "$health" = 200';

/** At which file on some host the deployer is killed; `lock` and so on are the steps of the protocol. */
const killedAt = ['/lock', '/pending', '/armed', '/code', '/confirmed', '/result'];

const has = (host, end) => host.files('run/nixai').some((one) => one.includes(end));

async function away(host, milliseconds) {
  host.refusing = true;
  host.cut();
  await Promise.race([sleep(milliseconds, undefined, { ref: false }), host.over]);
  host.refusing = false;
}

function hold(host) {
  mkdirSync(host.path('run/nixai/lock'), { recursive: true });
  for (const [name, text] of [
    ['id', 'somebody-else'],
    ['owner', 'somebody else'],
    ['until', '99999999'],
  ])
    writeFileSync(host.path('run/nixai/lock', name), `${text}\n`);
}

/** Runs so many; what was wrong is printed with its seed. */
export async function seeds(home, count, from, hostCount = 12) {
  const fleet = new Fleet(home);
  const began = performance.now();
  let wrong = 0;
  let done = 0;
  const met = new Map();
  try {
    const first = fleet.system({ version: '0' });
    const hosts = [];
    for (let at = 0; at < hostCount; at++) {
      // A clock that is three days ahead, and one that is three days behind.
      const clock = at === 0 ? '+3d' : at === 1 ? '-3d' : undefined;
      hosts.push(await fleet.host(`host${at}`, first, { clock, size: 64 * 1024 * 1024 }));
    }
    const entry = ({ name, port }) =>
      `  ${name}: { host: 127.0.0.1, ssh-port: ${port}, ssh-user: root }\n`;
    writeFileSync(join(home, 'fleet.yaml'), `machines:\n${hosts.map(entry).join('')}`);
    for (let seed = from; seed < from + count; seed++) {
      const { faults, told } = await run(home, fleet, hosts, seed);
      for (const fault of faults) met.set(fault, (met.get(fault) ?? 0) + 1);
      if (told.length > 0) wrong++;
      for (const text of told) console.log(`  seed ${seed}: ${text}`);
      done++;
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`  ${done} runs, ${wrong} wrong, ${seconds} s: ${faults.join(', ')}`);
    }
  } finally {
    await fleet.close();
  }
  console.log(`faults met    ${[...met].map(([name, times]) => `${name} ${times}`).join(', ')}`);
  console.log(
    `seeded runs   ${done} from seed ${from}, ${hostCount} hosts: ${wrong} with a wrong verdict, a host on neither system, or too many down`,
  );
}

async function run(home, fleet, hosts, seed) {
  const random = randomFrom(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const faults = [];
  const knobs = {};
  const planned = [];
  let finish;
  const over = new Promise((resolve) => (finish = resolve));
  for (const host of hosts) {
    host.over = over;
    const more = {};
    if (random() < 0.25) {
      const name = pick(Object.keys(systems));
      Object.assign(more, systems[name]);
      faults.push(name);
    } else if (random() < 0.35) {
      const name = pick(Object.keys(events));
      planned.push([host, ...events[name]]);
      if (name.includes('copy') || name.includes('disk')) more.weight = 24_000_000;
      faults.push(name);
    }
    knobs[host.name] = { version: String(seed), hang: random() < 0.3 ? 1 : 0, ...more };
  }
  const olds = new Map(hosts.map((host) => [host, host.current]));
  const most = 1 + Math.floor(random() * hosts.length);
  const health = random() < 0.7;
  const argv = (version) => [
    ...['machines', 'deploy', '--all', '--rolling-update', '--max-unavailable', String(most)],
    ...['--flake', fleet.flake(`seed-${seed}-${version}`, versioned(knobs, version))],
    ...['--on-failure', random() < 0.7 ? 'continue' : 'stop'],
    ...(random() < 0.3 ? ['--rollback-on-failure'] : []),
    ...['--activation-timeout', '6', '--confirm-timeout', '6', '--health-attempts', '2'],
    ...['--health-timeout', '1', '--registry-path', join(home, 'fleet.yaml'), '--yes', '--json'],
    ...(health ? ['--health-command', healthCommand] : []),
  ];
  const watched = watch(hosts);
  const runs = [startNixai(home, argv(''))];
  if (random() < 0.15) {
    faults.push('a second deployer');
    runs.push(startNixai(home, argv('b')));
  }
  let killed = false;
  let on = true;
  const happening = planned.map(async ([host, when, what]) => {
    while (on && !when(host)) await sleep(10);
    if (on) await what(host);
  });
  if (random() < 0.25) {
    const at = pick(killedAt);
    const host = pick(hosts);
    faults.push(`the deployer is killed at ${at.slice(1)}`);
    happening.push(
      (async () => {
        while (on && !has(host, at)) await sleep(10);
        if (on) killed = runs[0].child.kill('SIGKILL');
      })(),
    );
  }
  const ended = await Promise.all(runs.map((one) => one.ended));
  // Guards decide by themselves, whoever is gone.
  await settled(hosts);
  on = false;
  // What was just begun is no system to judge a host by.
  await Promise.all(hosts.map(({ restarting }) => restarting));
  await settled(hosts);
  const { most: down } = await watched.stop();
  const bound = most * runs.length;
  const told = [
    ...(down > bound ? [`${down} hosts down at once, and not ${bound}`] : []),
    ...hosts.flatMap((host) => judge(host, olds.get(host), ended, killed)),
  ];
  finish();
  await Promise.all(happening);
  for (const host of hosts) await tidy(host);
  return { faults, told };
}

async function settled(hosts) {
  for (let left = 600; left > 0 && hosts.some(isDown); left--) await sleep(100);
}

const versioned = (knobs, version) =>
  Object.fromEntries(
    Object.entries(knobs).map(([name, one]) => [
      name,
      { ...one, version: `${one.version}${version}` },
    ]),
  );

/** What is wrong with a host, or with what was said of it. */
function judge(host, old, ended, killed) {
  const { current, next, bootDefault } = host;
  const is = `${host.name} runs ${current}, boots ${next} (${bootDefault})`;
  const said = ended.flatMap(({ stdout }, at) => {
    if (at === 0 && killed) return [];
    try {
      const { plan, deployment } = JSON.parse(stdout);
      const machine = deployment?.machines.find(({ name }) => name === host.name);
      const to = plan?.find(({ name }) => name === host.name)?.to;
      return machine === undefined ? [] : [{ ...machine, to }];
    } catch {
      return [];
    }
  });
  if (current !== next || next !== bootDefault) return [`neither: ${is}`];
  const news = said.filter(({ verdict }) => verdict === 'new').map(({ to }) => to);
  if (said.some(({ verdict }) => verdict === 'neither')) return [`said to be neither: ${is}`];
  const isUnknown = said.some(({ verdict }) => verdict === 'unknown');
  if (isUnknown && host.answers()) return [`said to be unknown: ${is}`];
  if (news.includes(current)) return [];
  if (news.length > 0) return [`said to be new: ${is}`];
  if (current === old) return [];
  // Nobody is there to say it: it may well have come to an end.
  if (killed || isUnknown) return [];
  return [`said to be old (${said.map(({ verdict }) => verdict).join()}): ${is}`];
}

/** As it is between two deployments: its store is small, and what runs no more goes. */
async function tidy(host) {
  host.refusing = false;
  rmSync(host.path('nix/filled'), { force: true });
  rmSync(host.path('run/nixai'), { recursive: true, force: true });
  rmSync(host.path('run/closed'), { force: true });
  host.inside(['nix-env', '-p', '/nix/var/nix/profiles/system', '--delete-generations', 'old']);
  host.inside(['nix-store', '--gc', '--quiet']);
}
