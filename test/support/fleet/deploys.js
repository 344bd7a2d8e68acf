// Deployments of the second version of a system to hosts that run the first, each of which may go wrong.
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createDeployer } from './deployer.js';

/** Deadlines that nothing misses for being on a machine under load. */
export const patient = [
  ...['--activation-timeout', '120', '--confirm-timeout', '60', '--health-attempts', '2'],
];

/** For a host that is to go back by itself, as nobody confirms what it has. */
export const hasty = ['--confirm-timeout', '8'];

/** Whether a file, `*` for the folder of a deployment, or what a function looks for is on a host. */
export const existsIn = (one, file) =>
  typeof file === 'function'
    ? file(one)
    : file.includes('*')
      ? one.files('run/nixai').some((path) => path.endsWith(file.slice(1)))
      : existsSync(one.path(file));

/** That a host runs a system, and would after a restart. */
export const expectOn = (one, system) =>
  expect([one.current, one.next, one.bootDefault], one.name).to.deep.equal([
    ...[system, system, system],
  ]);

export async function createDeploys() {
  const deployer = await createDeployer();
  const { home, fleet } = deployer;
  const old = fleet.system({ version: '1' });
  let flakes = 0;
  const wordsFor = (hosts, knobs, more) => {
    const flake = fleet.flake(
      `flake-${++flakes}`,
      Object.fromEntries(hosts.map(({ name }) => [name, { version: '2', ...knobs }])),
    );
    const own = patient.filter((_word, at) => !more.includes(patient[at - (at % 2)]));
    return [...hosts.map(({ name }) => name), '--flake', flake, '--yes', ...own, ...more];
  };
  /** What a deployment came to, with its machines. */
  const machinesOf = (value) => ({ ...value, machines: value.deployment?.machines ?? [] });
  const run = async (...words) => machinesOf(await deployer.machines('deploy', ...words));
  return {
    ...deployer,
    old,
    /** A host on the old system, or another. */
    host: (system = old, options = {}) => deployer.host(system, options),
    run,
    deploy: (hosts, knobs = {}, ...more) => run(...wordsFor(hosts, knobs, more)),
    resume: () => run('--resume', '--yes', ...patient),
    /** Starts one, and waits until a file is there on the host. */
    async began(hosts, knobs, file, ...more) {
      const child = home.start(['machines', 'deploy', ...wordsFor(hosts, knobs, more), '--json']);
      let stdout = '';
      child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
      const ended = new Promise((resolve) => child.on('close', () => resolve()));
      while (!existsIn(hosts[0], file)) {
        if (child.exitCode !== null) throw new Error(`it ended before ${file}: ${stdout}`);
        await sleep(10);
      }
      return {
        child,
        ended: ended.then(() => stdout),
        /** What it came to. */
        result: () => ended.then(() => machinesOf(JSON.parse(stdout))),
      };
    },
  };
}
