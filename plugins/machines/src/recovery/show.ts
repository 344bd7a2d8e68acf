import type { CommandContext, Host } from '@nixai/api';
import type { Validated } from '../backups/result.js';
import { knownOf, readRecords } from '../backups/records.js';
import { strategyIfAny } from '../backups/strategy.js';
import { loadSomeFleet } from '../registry/load.js';
import { spanText } from '../durations.js';
import { planFile, planNames, readPlan } from './plan.js';
import { lastReport } from './records.js';
import type { ShownPlan } from './result.js';

/** A plan, and what its last test came to. */
export async function showPlan(host: Host, name: string): Promise<ShownPlan> {
  const plan = await readPlan(host, name);
  const report = await lastReport(host, name);
  const file = planFile(host, name);
  if (report === undefined) return { file, plan };
  const { id, began, mode, verdict, seconds, pointSeconds } = report;
  const measured = {
    ...(seconds !== undefined && { seconds }),
    ...(pointSeconds !== undefined && { pointSeconds }),
  };
  return { file, plan, last: { id, began, mode, verdict, ...measured } };
}

/** All plans. */
export const showPlans = async (host: Host): Promise<readonly ShownPlan[]> =>
  Promise.all((await planNames(host)).map((name) => showPlan(host, name)));

type Check = Validated['checks'][number];

/** Whether a plan can hold, by what is known on this side; only a test says that it does. */
export async function validatePlan(
  { host }: Pick<CommandContext, 'host'>,
  name: string,
): Promise<Validated> {
  const { plan, last } = await showPlan(host, name);
  const { objectives, machines, registry } = plan;
  const known = (await loadSomeFleet(host, registry)).machines;
  const records = await readRecords(host);
  const strategy = await strategyIfAny(host);
  const checks: Check[] = [
    strategy === undefined
      ? {
          what: 'machines are backed up',
          state: 'bad',
          why: 'nobody has said how',
          hint: 'nixai machines backup-strategy configure',
        }
      : { what: 'machines are backed up', state: 'ok' },
  ];
  for (const { name: machine, standby } of machines) {
    const gone = [machine, standby].find((one) => one !== undefined && !known.has(one));
    const where =
      standby === undefined ? 'a test restores it for a look' : `${standby} takes its place`;
    checks.push(
      gone !== undefined
        ? { machine, what: where, state: 'bad', why: `no registry has ${gone}` }
        : standby === undefined
          ? {
              machine,
              what: where,
              state: 'warning',
              why: 'it has no standby: its commands are not tested',
            }
          : { machine, what: where, state: 'ok' },
    );
    checks.push({
      machine,
      ...ageCheck(knownOf(records, machine).verified?.made, objectives.pointSeconds),
    });
  }
  checks.push(testCheck(last, objectives.recoverySeconds, name));
  return { checks };
}

function ageCheck(made: string | undefined, most: number): Omit<Check, 'machine'> {
  const what = 'its newest backup that was read back is young enough';
  if (made === undefined)
    return { what, state: 'bad', why: 'there is none', hint: 'nixai machines backup run' };
  const age = (Date.now() - Date.parse(made)) / 1000;
  const why = `it is ${spanText(age)} old, and may be ${spanText(most)}`;
  return age <= most ? { what, state: 'ok' } : { what, state: 'bad', why };
}

function testCheck(last: ShownPlan['last'], most: number, name: string): Check {
  const what = 'a test has shown that it comes back in time';
  const hint = `nixai machines disaster-recovery test ${name}`;
  if (last?.seconds === undefined) return { what, state: 'warning', why: 'never tested', hint };
  if (last.verdict === 'failed')
    return { what, state: 'bad', why: `the last one failed, ${last.began}`, hint };
  if (last.seconds > most)
    return {
      what,
      state: 'bad',
      why: `it took ${spanText(last.seconds)}, and may take ${spanText(most)}`,
    };
  return { what: `${what}: ${spanText(last.seconds)}`, state: 'ok' };
}
