import {
  isNixaiError,
  messageOf,
  sanitizer,
  schema,
  type CommandContext,
  type Host,
  type Infer,
  type NixaiError,
  type Task,
} from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { createConnections } from './connections.js';
import type { Connections, Remote } from './remote.js';
import { ownSshHome } from './target.js';

/** How many machines are talked to at once. */
const atOnce = 64;

/** Why something came to nothing on a machine. */
export const faultSchema = schema.object({
  code: schema.string,
  what: schema.string,
  why: schema.optional(schema.string),
  hint: schema.optional(schema.string),
});
export type Fault = Infer<typeof faultSchema>;

/** What came of a piece of work on a machine. */
export type Outcome<T> = { readonly machine: KnownMachine } & (
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault }
);

/** Connections as the person's settings have them. */
export async function connectionsFor(host: Host, fleet: Fleet): Promise<Connections> {
  const offline = await host.config.get('offline');
  return createConnections({ machines: fleet.machines, home: ownSshHome(), offline });
}

/**
 * Does a piece of work on each machine, many at once; what one does or does not is no matter to the
 * others. What machines say is made harmless for a terminal.
 */
export async function onEach<T>(
  { host, tasks }: Pick<CommandContext, 'host' | 'tasks'>,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  title: string,
  work: (remote: Remote, task: Task) => Promise<T>,
): Promise<readonly Outcome<T>[]> {
  const connections = await connectionsFor(host, fleet);
  const { clean } = await host.service(sanitizer);
  try {
    const settled = await tasks.run(title, (task) =>
      task.all(
        machines,
        { title: ({ name }) => name, concurrency: atOnce, onError: 'collect' },
        async (machine, one) => work(await connections.to(machine, one.signal), one),
      ),
    );
    return settled.map((one): Outcome<T> => {
      if (one.ok) return { machine: one.item, ok: true, value: one.value };
      if (!isNixaiError(one.error)) throw one.error;
      return { machine: one.item, ok: false, fault: faultOf(one.error, clean) };
    });
  } finally {
    connections.close();
  }
}

const faultOf = (
  { code, what, why, hint }: NixaiError,
  clean: (text: string) => string,
): Fault => ({
  code,
  what: clean(what),
  ...(why !== undefined && { why: clean(why) }),
  ...(hint !== undefined && { hint: clean(hint) }),
});

/** A fault of anything that was thrown. */
export const anyFault = (error: unknown, clean: (text: string) => string): Fault =>
  isNixaiError(error)
    ? faultOf(error, clean)
    : { code: 'unexpected', what: clean(messageOf(error)) };
