import { nix, type Host, type Task } from '@nixai/api';
import type { KnownMachine } from '../registry/load.js';
import type { Connections } from '../ssh/remote.js';
import { anyFault, type Fault } from '../ssh/each.js';
import { lookScript } from './guard/scripts.js';
import { readLook } from './host/readLook.js';

/** What would become of a machine. */
export interface MachinePlan {
  readonly machine: KnownMachine;
  readonly to: string;
  /** What it runs now; absent where it cannot be asked. */
  readonly from?: string;
  /** Why it cannot be asked. */
  readonly fault?: Fault;
  /** Store paths that it lacks, and their bytes unpacked. */
  readonly missing: number;
  readonly bytes: number;
}

/** Says which of the paths of stdin are not there. */
const missingScript = `while IFS= read -r path; do [ -e "$path" ] || printf '%s\\n' "$path"; done`;

/** Looks at each machine, and changes nothing. */
export async function planMachines(
  host: Host,
  connections: Connections,
  machines: readonly KnownMachine[],
  systems: ReadonlyMap<string, string>,
  task: Task,
): Promise<readonly MachinePlan[]> {
  const sizes = await closureSizes(host, [...new Set(systems.values())], task.signal);
  const settled = await task.all(
    machines,
    { title: ({ name }) => name, concurrency: 64, onError: 'collect' },
    async (machine, one): Promise<MachinePlan> => {
      const to = systems.get(machine.name) ?? '';
      const remote = await connections.to(machine, one.signal);
      const look = readLook(
        (await remote.script(lookScript, ['none'], { signal: one.signal })).stdout,
      );
      const closure = sizes.get(to) ?? new Map<string, number>();
      const said = await remote.script(missingScript, [], {
        signal: one.signal,
        input: [...closure.keys()].map((path) => `${path}\n`).join(''),
        maxOutput: 32 * 1024 * 1024,
        timeout: 60_000,
      });
      const missing = said.stdout.split('\n').filter((path) => closure.has(path));
      const bytes = missing.reduce((sum, path) => sum + (closure.get(path) ?? 0), 0);
      return { machine, to, from: look.current, missing: missing.length, bytes };
    },
  );
  return settled.map((one) =>
    one.ok
      ? one.value
      : {
          machine: one.item,
          to: systems.get(one.item.name) ?? '',
          fault: anyFault(one.error, (text) => text),
          missing: 0,
          bytes: 0,
        },
  );
}

/** Of each system, the paths that it needs and their bytes. */
async function closureSizes(
  host: Host,
  systems: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const service = await host.service(nix);
  const entries = systems.map(async (system) => {
    const infos = await service.pathInfo([system], { signal, closure: true, timeout: 120_000 });
    return [system, new Map(infos.map(({ path, narSize }) => [path, narSize]))] as const;
  });
  return new Map(await Promise.all(entries));
}
