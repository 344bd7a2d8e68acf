import { ExitCode, NixaiError, type HealthMachine } from '@nixai/api';
import { generationsOf } from '../checks/boot/generations.js';
import { listUnits, showUnits } from '../checks/services/units.js';
import { NotTold } from '../machine/unknown.js';
import type { Comparison } from '../results/report.js';
import { optionChanges } from './options.js';
import { packagesOf, packageChanges } from './packages.js';

/**
 * The running system against an older generation.
 * @throws NixaiError `health-no-generation` (exit 5) where that one is not there.
 */
export async function compareWith(
  machine: HealthMachine,
  generation: number | undefined,
): Promise<Comparison> {
  const all = await generationsOf(machine);
  const running = await machine.resolve('/run/current-system');
  const older = all.filter(({ system }) => system !== undefined && system !== running);
  const found =
    generation === undefined ? older.at(-1) : all.find(({ number }) => number === generation);
  if (found?.system === undefined || running === undefined)
    throw new NixaiError({
      code: 'health-no-generation',
      what:
        generation === undefined
          ? 'there is no older generation'
          : `there is no generation ${generation}`,
      why:
        all.length === 0
          ? 'no generation of a system can be seen'
          : `there are ${all.map(({ number }) => number).join(', ')}`,
      hint: 'nixos-rebuild list-generations',
      exitCode: ExitCode.refused,
    });
  const [before, after] = await Promise.all([
    closureOf(machine, found.system),
    closureOf(machine, running),
  ]);
  const [oldKernel, newKernel] = await Promise.all([
    kernelOf(machine, found.system),
    kernelOf(machine, running),
  ]);
  const options = await optionChanges(machine, found.system, running);
  const failed = await failedSince(machine);
  return {
    generation: found.number,
    system: found.system,
    ...(oldKernel !== newKernel && {
      kernel: `${oldKernel ?? 'unknown'} → ${newKernel ?? 'unknown'}`,
    }),
    changes: packageChanges(packagesOf(before), packagesOf(after)),
    ...(options !== undefined && { options }),
    ...(failed !== undefined && { failedSince: failed }),
  };
}

async function closureOf(machine: HealthMachine, system: string): Promise<readonly string[]> {
  const text = await machine.say(['nix-store', '--query', '--requisites', system], {
    timeout: 60_000,
  });
  return text.split('\n').filter((line) => line !== '');
}

/** `linux-6.12.40`, of the kernel's place in the store. */
async function kernelOf(machine: HealthMachine, system: string): Promise<string | undefined> {
  return /\/nix\/store\/[^-/]+-([^/]+)/.exec(
    (await machine.resolve(`${system}/kernel`)) ?? '',
  )?.[1];
}

/** Units that failed after the running system was activated; undefined where that cannot be told. */
async function failedSince(machine: HealthMachine): Promise<readonly string[] | undefined> {
  try {
    const activated = (await machine.stat('/run/current-system'))?.changed;
    const units = (await listUnits(machine, '--state=failed')).map(({ unit }) => unit);
    if (units.length === 0 || activated === undefined) return units;
    const shown = await showUnits(machine, units, ['InactiveEnterTimestamp'], '--timestamp=unix');
    return shown
      .filter(
        (fields) => secondsOf(fields.get('InactiveEnterTimestamp')) * 1000 >= activated.getTime(),
      )
      .map((fields) => fields.get('Id') ?? '');
  } catch (error) {
    if (error instanceof NotTold) return undefined;
    throw error;
  }
}

/** `@1795953600`; 0 where there is no such time. */
const secondsOf = (text: string | undefined): number => Number(text?.replace('@', '') ?? 0);
