import type { HealthCheck, HealthMachine, HealthReading } from '@nixai/api';
import { generationsOf } from './generations.js';

const places = ['/boot', '/boot/efi', '/efi'];

export const entries: HealthCheck = {
  id: 'boot.entries',
  title: 'Boot menu',
  group: 'boot',
  about:
    'The entries of systemd-boot, or grub.cfg, against the generations: whether the one that starts next is in the menu, and whether the kernels and initrds that entries name are there.',
  needs: ['nixos'],
  levels: {
    minor: 'an entry is of a generation that is gone',
    major: 'the newest generation is not in the menu',
    critical: 'files of the newest generation’s entry are not there',
  },
  async run(machine) {
    for (const at of places) {
      const names = (await machine.list(`${at}/loader/entries`)).filter((name) =>
        name.endsWith('.conf'),
      );
      if (names.length > 0) return systemdBoot(machine, at, names);
    }
    const grub = await machine.read('/boot/grub/grub.cfg');
    if (grub !== undefined) return grubMenu(machine, grub);
    return [
      { status: 'unknown', summary: 'neither entries of systemd-boot nor a grub.cfg can be seen' },
    ];
  },
};

async function systemdBoot(
  machine: HealthMachine,
  at: string,
  names: readonly string[],
): Promise<readonly HealthReading[]> {
  const all = await generationsOf(machine);
  const newest = all.at(-1)?.number;
  const numberOf = (name: string): number | undefined => {
    const found = /^nixos-generation-(\d+)/.exec(name)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const mine = names.filter((name) => numberOf(name) !== undefined);
  const readings: HealthReading[] = [];
  if (newest !== undefined && !mine.some((name) => numberOf(name) === newest))
    readings.push({
      status: 'major',
      target: `generation ${newest}`,
      summary: 'is not in the menu',
      fix: again,
    });
  for (const name of mine) {
    const text = (await machine.read(`${at}/loader/entries/${name}`)) ?? '';
    const files = [...text.matchAll(/^(?:linux|initrd|efi)\s+(\S+)/gm)].map(
      ([, path = '']) => path,
    );
    const lost: string[] = [];
    for (const path of files)
      if ((await machine.stat(`${at}${path}`)) === undefined) lost.push(path);
    if (lost.length > 0)
      readings.push({
        status: numberOf(name) === newest ? 'critical' : 'minor',
        target: name,
        summary: `${lost.join(', ')} not there`,
        fix: again,
      });
    else if (!all.some(({ number }) => number === numberOf(name)))
      readings.push({
        status: 'minor',
        target: name,
        summary: 'is of a generation that is gone',
        fix: again,
      });
  }
  return readings.length > 0
    ? readings
    : [{ status: 'ok', summary: `systemd-boot, ${mine.length} entries, each whole` }];
}

async function grubMenu(machine: HealthMachine, text: string): Promise<readonly HealthReading[]> {
  const next = await machine.resolve('/nix/var/nix/profiles/system');
  if (next !== undefined && !text.includes(next.slice('/nix/store/'.length)))
    return [{ status: 'major', summary: 'the newest generation is not in grub.cfg', fix: again }];
  return [{ status: 'ok', summary: 'GRUB, with the newest generation' }];
}

const again = {
  title: 'Write the menu again',
  code: 'sudo /nix/var/nix/profiles/system/bin/switch-to-configuration boot',
  language: 'sh' as const,
};
