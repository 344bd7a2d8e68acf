import { messageOf, sanitizer, schema, type Host, type Infer, type Task } from '@nixai/api';
import { compare } from '../diff/compare.js';
import { cleaned } from '../diff/diff.js';
import { diffSchema } from '../diff/result.js';
import { shellHere, shellThere, systemAt } from '../diff/system/system.js';
import type { Connections } from '../ssh/remote.js';
import type { MachinePlan } from './plan.js';

const { object, string, list } = schema;

/** What would be different, for machines that go from one system to another. */
export const changesSchema = list(object({ machines: list(string), diff: diffSchema }));
export type Changes = Infer<typeof changesSchema>;

/** Pairs of systems that are compared; fleets have few of them. */
const most = 6;

/** Compares what runs with what would, once for all machines that do the same step. */
export async function changesOf(
  host: Host,
  connections: Connections,
  plan: readonly MachinePlan[],
  task: Task,
): Promise<Changes> {
  const { clean } = await host.service(sanitizer);
  const steps = new Map<string, MachinePlan[]>();
  for (const one of plan) {
    if (one.from === undefined || one.from === one.to || one.derivation !== undefined) continue;
    const key = `${one.from} ${one.to}`;
    steps.set(key, [...(steps.get(key) ?? []), one]);
  }
  const changes: Changes[number][] = [];
  for (const machines of [...steps.values()].slice(0, most)) {
    const [{ machine, from = '', to }] = machines as [MachinePlan];
    const names = machines.map((one) => one.machine.name);
    const about = { name: machine.name, with: to, from, to };
    try {
      const remote = await connections.to(machine, task.signal);
      const side = (name: string, shell: Parameters<typeof systemAt>[0], path: string) => ({
        name,
        system: systemAt(shell, path),
        source: () => Promise.resolve(undefined),
      });
      const diff = await compare(
        host,
        side(machine.name, shellThere(remote, task.signal), from),
        side(to, shellHere(host, task.signal), to),
        task,
      );
      changes.push({ machines: names, diff: cleaned(diff, clean) });
    } catch (error) {
      if (task.signal.aborted) throw error;
      // What cannot be told keeps nobody from deploying.
      const untold = [`what would change is not known: ${clean(messageOf(error))}`];
      changes.push({ machines: names, diff: { ...about, same: false, untold } });
    }
  }
  return changes;
}
