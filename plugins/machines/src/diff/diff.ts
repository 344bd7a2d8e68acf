import { readFile } from 'node:fs/promises';
import { sanitizer, type CommandContext, type Task } from '@nixai/api';
import { buildSystems, sourceOf, type Wanted } from '../deploy/configuration/build.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { anyFault, connectionsFor } from '../ssh/each.js';
import { compare, type Side } from './compare.js';
import type { SystemDiff } from './result.js';
import { shellHere, shellThere, systemAt } from './system/system.js';

type Context = Pick<CommandContext, 'host' | 'tasks'>;

const running = '/run/current-system';

/** Compares machines with what they would be by their configuration, which is built here. */
export async function diffConfigurations(
  { host, tasks }: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  wanted: Wanted,
): Promise<readonly SystemDiff[]> {
  const systems = await tasks.run('building', (task) =>
    buildSystems(host, machines, wanted, 'local', task),
  );
  return diffEach({ host, tasks }, fleet, machines, async (machine, _, { signal }) => {
    const { kind, of } = sourceOf(machine, wanted);
    const path = systems.get(machine.name)?.path ?? '';
    return {
      name: of,
      system: systemAt(shellHere(host, signal), path),
      source: async () =>
        kind === 'file' ? { file: of, text: await readFile(of, 'utf8') } : undefined,
    };
  });
}

/** Compares machines with another one. */
export function diffMachines(
  context: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  other: KnownMachine,
): Promise<readonly SystemDiff[]> {
  return diffEach(context, fleet, machines, (_, sideOf, task) => sideOf(other, task));
}

async function diffEach(
  { host, tasks }: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  otherOf: (
    machine: KnownMachine,
    sideOf: (machine: KnownMachine, task: Task) => Promise<Side>,
    task: Task,
  ) => Promise<Side>,
): Promise<readonly SystemDiff[]> {
  const connections = await connectionsFor(host, fleet);
  const { clean } = await host.service(sanitizer);
  const sideOf = async (machine: KnownMachine, { signal }: Task): Promise<Side> => {
    const system = systemAt(shellThere(await connections.to(machine, signal), signal), running);
    return { name: machine.name, system, source: () => system.configuration(machine.nixosPath) };
  };
  try {
    const settled = await tasks.run('comparing', (task) =>
      task.all(
        machines,
        { title: ({ name }) => name, concurrency: 16, onError: 'collect' },
        async (machine, one) => {
          const [own, other] = await Promise.all([
            sideOf(machine, one),
            otherOf(machine, sideOf, one),
          ]);
          return compare(host, own, other, one);
        },
      ),
    );
    return settled.map((one): SystemDiff => {
      if (one.ok) return cleaned(one.value, clean);
      const fault = anyFault(one.error, clean);
      return { name: one.item.name, with: '', same: false, fault, untold: [] };
    });
  } finally {
    connections.close();
  }
}

/** What a machine says is text of somebody else's. */
export function cleaned<T>(value: T, clean: (text: string) => string): T {
  if (typeof value === 'string') return clean(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => cleaned(one, clean)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]: [string, unknown]) => [
    key,
    cleaned(one, clean),
  ]);
  return Object.fromEntries(entries) as T;
}
