import { nix, type Host, type Task } from '@nixai/api';
import type { KnownMachine } from '../registry/load.js';
import type { Connections } from '../ssh/remote.js';
import { anyFault, type Fault } from '../ssh/each.js';
import { lookScript } from './guard/scripts.js';
import type { System } from './configuration/build.js';
import { measuredSeconds } from './measured.js';
import { readLook } from './host/readLook.js';

/** What would become of a machine. */
export interface MachinePlan {
  readonly machine: KnownMachine;
  readonly to: string;
  /** What it builds itself, where that is wanted. */
  readonly derivation?: string;
  /** What it runs now; absent where it cannot be asked. */
  readonly from?: string;
  /** What it boots next. */
  readonly next?: string;
  /** Why it cannot be asked. */
  readonly fault?: Fault;
  /** Store paths that it lacks, and their bytes unpacked; absent where it is to build them itself. */
  readonly missing?: number;
  readonly bytes?: number;
  /** What its last deployment from here took that came to its end: measured, never estimated. */
  readonly lastSeconds?: number;
}

/** Says which of the paths of stdin are not there. */
const missingScript = `while IFS= read -r path; do [ -e "$path" ] || printf '%s\\n' "$path"; done`;

/** Looks at each machine, and changes nothing. */
export async function planMachines(
  host: Host,
  connections: Connections,
  machines: readonly KnownMachine[],
  systems: ReadonlyMap<string, System>,
  task: Task,
): Promise<readonly MachinePlan[]> {
  const here = [...systems.values()].filter(({ derivation }) => derivation === undefined);
  const paths = new Set(here.map(({ path }) => path));
  const sizes = await closureSizes(host, [...paths], task.signal);
  const measured = await measuredSeconds(host);
  const settled = await task.all(
    machines,
    { title: ({ name }) => name, concurrency: 64, onError: 'collect' },
    async (machine, one): Promise<MachinePlan> => {
      const { path: to, derivation } = systems.get(machine.name) as System;
      const remote = await connections.to(machine, one.signal);
      const look = readLook(
        (await remote.script(lookScript, ['none'], { signal: one.signal })).stdout,
      );
      const closure = sizes.get(to) ?? new Map([[to, 0]]);
      const said = await remote.script(missingScript, [], {
        signal: one.signal,
        input: [...closure.keys()].map((path) => `${path}\n`).join(''),
        maxOutput: 32 * 1024 * 1024,
        timeout: 60_000,
      });
      const missing = said.stdout.split('\n').filter((path) => closure.has(path));
      const bytes = missing.reduce((sum, path) => sum + (closure.get(path) ?? 0), 0);
      const lastSeconds = measured.get(machine.name);
      const about = {
        machine,
        to,
        from: look.current,
        ...(look.next !== undefined && { next: look.next }),
        ...(lastSeconds !== undefined && { lastSeconds }),
      };
      if (derivation === undefined) return { ...about, missing: missing.length, bytes };
      return { ...about, derivation, ...(missing.length === 0 && { missing: 0, bytes: 0 }) };
    },
  );
  return settled.map((one) =>
    one.ok
      ? one.value
      : {
          machine: one.item,
          to: systems.get(one.item.name)?.path ?? '',
          fault: anyFault(one.error, (text) => text),
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
