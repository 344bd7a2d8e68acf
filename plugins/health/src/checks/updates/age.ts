import {
  healthLevelOf,
  type HealthCheck,
  type HealthMachine,
  type HealthReading,
} from '@nixai/api';
import { readLock } from '@nixai/machine/lock';
import { daysBetween, plural } from '../../machine/fields.js';

export const age: HealthCheck = {
  id: 'channel.age',
  title: 'Age of nixpkgs',
  group: 'updates',
  about:
    'How old the nixpkgs is that the machine is built from: the inputs of flake.lock, or the channels of root. Fixes of holes come only with newer ones.',
  thresholds: { of: 'age of nixpkgs', unit: 'days', minor: 30, major: 90 },
  async run(machine, limits) {
    const found = (await lockedInputs(machine)) ?? (await channels(machine));
    if (found.length === 0)
      return [
        { status: 'unknown', summary: 'neither a flake.lock nor a channel of root can be seen' },
      ];
    return found.map(({ name, days, flake }): HealthReading => {
      const status = healthLevelOf(days, limits);
      return {
        status,
        target: name,
        summary: days <= 0 ? 'from today' : `${plural(days, 'day')} old`,
        value: days,
        unit: 'days',
        ...(status !== 'ok' && {
          fix: flake
            ? {
                title: 'Update it, look at what changes, rebuild',
                code: `nix flake update ${name} --flake ${machine.configuration}`,
                language: 'sh' as const,
              }
            : {
                title: 'Update the channels, then rebuild',
                code: 'sudo nix-channel --update',
                language: 'sh' as const,
                safe: { kind: 'update-channels' as const },
              },
        }),
      };
    });
  },
};

interface Aged {
  readonly name: string;
  readonly days: number;
  readonly flake: boolean;
}

/** Of the inputs of the root that are nixpkgs; undefined where there is no lock. */
async function lockedInputs(machine: HealthMachine): Promise<readonly Aged[] | undefined> {
  const text = await machine.read(`${machine.configuration}/flake.lock`);
  if (text === undefined) return undefined;
  const lock = readLock(text);
  const inputs = lock?.nodes.get(lock.root)?.inputs ?? {};
  return Object.entries(inputs).flatMap(([name, node]) => {
    // What follows another is told with that one.
    const { repo, lastModified: seconds } =
      (typeof node === 'string' ? lock?.nodes.get(node)?.locked : undefined) ?? {};
    const isNixpkgs = [name, repo].some((one) => typeof one === 'string' && /^nixpkgs/i.test(one));
    if (typeof seconds !== 'number' || !isNixpkgs) return [];
    return [{ name, days: daysBetween(new Date(seconds * 1000), machine.now), flake: true }];
  });
}

/** Root's channels, by when they were fetched. */
async function channels(machine: HealthMachine): Promise<readonly Aged[]> {
  const profile = '/nix/var/nix/profiles/per-user/root/channels';
  const link = await machine.link(profile);
  if (link === undefined) return [];
  const made = await machine.stat(`/nix/var/nix/profiles/per-user/root/${link}`);
  return made === undefined
    ? []
    : [{ name: 'channels of root', days: daysBetween(made.changed, machine.now), flake: false }];
}
