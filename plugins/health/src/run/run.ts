import {
  isNixaiError,
  messageOf,
  type HealthCheck,
  type HealthFix,
  type HealthMachine,
  type HealthNeed,
  type HealthReading,
  type HealthThresholds,
  type Task,
} from '@nixai/api';
import { fieldsOf } from '../machine/fields.js';
import { NotTold } from '../machine/unknown.js';
import type { HealthResult } from '../results/report.js';
import type { HealthSettings } from '../settings.js';
import type { Selected } from './select.js';

/** Programs wait for disks more than they compute, and the machine has its own work. */
const sideBySide = 4;
export const usualDeadline = 10_000;

/** Runs checks; each that goes wrong is unknown for itself. In the order of the checks. */
export async function runChecks(
  machine: HealthMachine,
  selected: readonly Selected[],
  settings: Pick<HealthSettings, 'thresholds'> & {
    /** Milliseconds that each check may take, whatever it says itself. */
    readonly timeout?: number | undefined;
  },
  task: Task,
): Promise<readonly HealthResult[]> {
  const options = {
    title: ({ check }: Selected) => check.title,
    concurrency: sideBySide,
    onError: 'stop',
  } as const;
  const settled = await task.all(selected, options, async (one) =>
    runOne(machine, one, limitsOf(one.check, settings), settings.timeout),
  );
  return settled.flatMap((one) => (one.ok ? one.value : []));
}

/** A check's bounds, with what the configuration says of them. */
export function limitsOf(
  check: HealthCheck,
  { thresholds }: Pick<HealthSettings, 'thresholds'>,
): HealthThresholds {
  const { of = '', unit = '' } = check.thresholds ?? {};
  return { of, unit, ...check.thresholds, ...thresholds[check.id] };
}

async function runOne(
  machine: HealthMachine,
  { check, from }: Selected,
  limits: HealthThresholds,
  timeout: number | undefined,
): Promise<readonly HealthResult[]> {
  const began = performance.now();
  const lacking = await firstLacking(machine, check.needs ?? []);
  const readings: readonly HealthReading[] =
    lacking === undefined
      ? await withDeadline(machine, check, limits, timeout ?? check.deadline ?? usualDeadline)
      : [{ status: 'skipped', summary: lacking }];
  const milliseconds = Math.round(performance.now() - began);
  const nixos = await isNixos(machine).catch(() => true);
  return readings.map(({ evidence = [], fix, ...reading }) => ({
    check: check.id,
    title: check.title,
    group: check.group,
    ...reading,
    ...(reading.value !== undefined && bounds(limits)),
    evidence,
    ...fixFor(fix, nixos),
    ...(from !== undefined && { from }),
    milliseconds,
  }));
}

/** Nix for a configuration helps nobody who has none. */
function fixFor(fix: HealthFix | undefined, nixos: boolean): Pick<HealthResult, 'fix'> {
  if (fix === undefined) return {};
  const { safe, elsewhere, ...rest } = fix;
  if (nixos || rest.language !== 'nix')
    return { fix: { ...rest, ...(safe && { safe: safe.kind }) } };
  return elsewhere === undefined ? {} : { fix: { title: elsewhere } };
}

const bounds = ({ minor, major, critical }: HealthThresholds) => ({
  ...(minor !== undefined && { minor }),
  ...(major !== undefined && { major }),
  ...(critical !== undefined && { critical }),
});

async function withDeadline(
  machine: HealthMachine,
  check: HealthCheck,
  limits: HealthThresholds,
  deadline: number,
): Promise<readonly HealthReading[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new NotTold(`no answer within ${deadline / 1000} s`);
    timer = setTimeout(() => reject(error), deadline);
  });
  const work = check.run(machine, limits);
  // What comes after the deadline is nobody's any more.
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    if (machine.signal.aborted) throw error;
    if (isNixaiError(error) && error.code === 'interrupted') throw error;
    const how = error instanceof NotTold ? error.how : isNixaiError(error) ? error.hint : undefined;
    const fix = how === undefined ? undefined : { title: how };
    return [
      { status: 'unknown', summary: messageOf(error).split('\n')[0] ?? '', ...(fix && { fix }) },
    ];
  } finally {
    clearTimeout(timer);
  }
}

const lacks: Readonly<Record<HealthNeed, string>> = {
  running: 'only a machine that runs can be asked',
  systemd: 'systemd does not run here',
  nixos: 'this is not NixOS',
  nix: 'there is no Nix store here',
  network: 'nothing is asked over the network with --offline',
  here: 'only nixai on the machine itself can tell',
};

async function firstLacking(
  machine: HealthMachine,
  needs: readonly HealthNeed[],
): Promise<string | undefined> {
  for (const need of needs) if (!(await has(machine, need))) return lacks[need];
  return undefined;
}

async function has(machine: HealthMachine, need: HealthNeed): Promise<boolean> {
  if (need === 'running') return machine.live;
  if (need === 'network') return !machine.offline;
  if (need === 'here') return machine.here;
  if (need === 'nixos') return isNixos(machine);
  const path = need === 'systemd' ? '/run/systemd/system' : '/nix/store';
  return (await machine.stat(path)) !== undefined;
}

/** Whether the machine is NixOS. */
export async function isNixos(machine: HealthMachine): Promise<boolean> {
  return machine.once('nixos', async () => {
    if ((await machine.stat('/etc/NIXOS')) !== undefined) return true;
    return fieldsOf((await machine.read('/etc/os-release')) ?? '').get('ID') === 'nixos';
  });
}
