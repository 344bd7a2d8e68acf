import type { HealthMachine } from '@nixai/api';

export const profiles = '/nix/var/nix/profiles';

export interface Generation {
  readonly number: number;
  /** The store path of the system; undefined where it is gone. */
  readonly system?: string;
  readonly made: Date;
}

/** The generations of the system, oldest first. */
export function generationsOf(machine: HealthMachine): Promise<readonly Generation[]> {
  return machine.once('generations', async () => {
    const found: Generation[] = [];
    for (const name of await machine.list(profiles)) {
      const number = /^system-(\d+)-link$/.exec(name)?.[1];
      if (number === undefined) continue;
      const path = `${profiles}/${name}`;
      const [system, info] = [await machine.link(path), await machine.stat(path)];
      const there = system === undefined ? undefined : await machine.stat(system);
      found.push({
        number: Number(number),
        ...(there !== undefined && { system }),
        made: info?.changed ?? machine.now,
      });
    }
    return found.sort((one, other) => one.number - other.number);
  });
}
