import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandContext } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { renderStatus } from '../render/status.js';
import { readStatus, type MachineStatus } from './status.js';

type Context = Pick<CommandContext, 'host' | 'tasks' | 'signal' | 'write' | 'view'> & {
  readonly emit: (status: MachineStatus) => void;
};

/** Asks again and again until it is interrupted, which is thrown. */
export async function watchStatus(
  context: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  pause: number,
): Promise<never> {
  for (;;) {
    const statuses = await readStatus(context, fleet, machines);
    statuses.forEach(context.emit);
    context.write(`${new Date().toISOString()}\n${renderStatus(statuses, context.view)}\n\n`);
    await sleep(pause, undefined, { signal: context.signal });
  }
}
