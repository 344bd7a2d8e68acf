import type { HealthChecks, HealthReading } from '@nixai/api';
import { readRecords } from '../../deploy/record.js';
import { driftOf } from './drift.js';
import { lastOfEach, readingOf } from './lastOfEach.js';

/** How many deployments are looked through for the last one to each machine. */
const deploymentsRead = 200;

/** What `nixai health` is told of deployments: from this machine, and to it. */
export const checks: HealthChecks = [
  {
    id: 'machines.deployed',
    title: 'Deployments from here',
    group: 'services',
    about:
      'What became of each machine at the last deployment from here, by its record: a machine that is on neither system, or whose deployer saw no end of it, has to be looked at.',
    needs: ['running', 'here'],
    levels: {
      minor: 'a machine went back to its old system, or was not touched',
      major: 'nobody has learnt what became of a machine',
      critical: 'a machine is on neither the old nor the new system',
    },
    async run({ host }) {
      const last = lastOfEach(await readRecords(host, deploymentsRead));
      const told = last.map(readingOf);
      const bad = told.filter(({ status }) => status !== 'ok');
      if (bad.length > 0 || told.length === 0) return bad;
      return [{ status: 'ok', summary: `${told.length} machines as they were last deployed` }];
    },
  },
  {
    id: 'machines.drift',
    title: 'Drift of machines',
    group: 'services',
    about:
      'What the monitors of drift (`nixai machines monitor --alert-on-drift`) found when they last looked at machines from here; no machine is asked again. One that has not looked for a week is unknown.',
    needs: ['running', 'here'],
    levels: {
      minor: 'something of medium or low weight is not as it was deployed',
      major: 'something of high weight is',
      critical: 'something of critical weight is',
    },
    async run({ host, now }) {
      const { knownMonitors } = await import('../../monitor/known.js');
      return driftOf((await knownMonitors(host)).monitors, now);
    },
  },
  {
    id: 'machines.guard',
    title: 'Deployments to this machine',
    group: 'services',
    about:
      'What the guard of the last deployment by `nixai machines` left on this machine (/run/nixai): whether it could go back where it had to, and whether a deployment holds it.',
    needs: ['running'],
    levels: {
      minor: 'a deployment was taken back',
      major: 'the boot loader could not be written',
      critical: 'it could not go back to its old system',
    },
    async run(machine) {
      const folders = (await machine.list('/run/nixai')).filter((name) => /^\d{8}T/.test(name));
      const results = await Promise.all(
        folders.map(async (name) => {
          const result = (await machine.read(`/run/nixai/${name}/result`))?.trim();
          const log = (await machine.read(`/run/nixai/${name}/log`)) ?? '';
          return resultOf(name, result, log.trim().split('\n').slice(-5));
        }),
      );
      return results.flat();
    },
  },
];

const results: Readonly<Record<string, Pick<HealthReading, 'status' | 'summary'>>> = {
  done: { status: 'ok', summary: 'it was confirmed' },
  'rolled-back': { status: 'minor', summary: 'it was not confirmed, and the old system runs' },
  'boot-failed': { status: 'major', summary: 'the boot loader could not be written' },
  stuck: { status: 'critical', summary: 'it could not go back to the old system' },
};

/** What the guard's result says; nothing where it is not decided yet. */
function resultOf(
  name: string,
  result: string | undefined,
  log: readonly string[],
): HealthReading[] {
  const known = results[result ?? ''];
  if (known === undefined) return [];
  return [{ ...known, target: name, ...(known.status !== 'ok' && { evidence: log }) }];
}
