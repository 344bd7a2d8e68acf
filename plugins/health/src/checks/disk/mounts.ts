import type { HealthMachine, HealthSpace } from '@nixai/api';

/** What a NixOS machine cannot do without space on. */
const places = ['/', '/nix', '/nix/store', '/home', '/var', '/tmp', '/boot', '/boot/efi', '/efi'];

/** A file system, by the first place of it that counts. */
export interface Mount {
  readonly at: string;
  readonly space: HealthSpace;
}

/** The file systems that count, each once. */
export function mountsOf(machine: HealthMachine): Promise<readonly Mount[]> {
  return machine.once('mounts', async () => {
    const mounted = mountPoints((await machine.read('/proc/mounts')) ?? '');
    const found: Mount[] = [];
    for (const at of places) {
      if (at !== '/' && !mounted.has(at)) continue;
      const space = await machine.space(at);
      if (space === undefined || space.size === 0) continue;
      // A bind mount of the store (read-only, as NixOS makes it) is the same file system again.
      if (!found.some((one) => same(one.space, space))) found.push({ at, space });
    }
    return found;
  });
}

const mountPoints = (text: string): ReadonlySet<string> =>
  new Set(text.split('\n').map((line) => line.split(' ')[1] ?? ''));

const same = (one: HealthSpace, other: HealthSpace): boolean =>
  one.size === other.size && one.files === other.files && one.free === other.free;
