import { ExitCode, NixaiError, redactor, sanitizer, type CommandContext } from '@nixai/api';
import { compareLook, type Change } from './compare.js';
import { harmless } from './harmless.js';
import { readKept, writeKept, type Untold } from './memory.js';
import { messageOf } from './message.js';
import { holdMonitor, type Monitor } from './monitor.js';
import { observe } from './observe.js';
import { isAtLeast } from './observed.js';
import type { Ran } from './result.js';
import { tell, waysOf } from './tell/tell.js';

/** Looks once, tells what is another than the last time, and remembers it. */
export async function runMonitor(
  context: Pick<CommandContext, 'host' | 'tasks' | 'signal'>,
  monitor: Monitor,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Ran> {
  const { host } = context;
  const { name } = monitor;
  if (await host.config.get('offline')) throw offline();
  const lock = await holdMonitor(host, name);
  try {
    const { memory, untold: earlier } = await readKept(host, name);
    const look = harmless(await observe(context, monitor), {
      redact: (await host.service(redactor)).redact,
      clean: (await host.service(sanitizer)).clean,
    });
    const now = new Date();
    const { after, changes: all } = compareLook(memory, look, now);
    const changes = all.filter(({ severity }) => isAtLeast(severity, monitor.severity));
    const ways = waysOf(monitor.tell);
    const waiting = [...earlier, ...newMessage(monitor, changes, now)];
    const shown = {
      monitor: name,
      check: monitor.check,
      open: after.findings.length,
      changes,
      unseen: look.unseen,
    };
    if (dryRun) return { ...shown, dryRun, ways, told: [], untold: waiting.length };
    // What is known is kept before anybody is told: who is killed on the way tells it in the next run.
    const ran = now.toISOString();
    await writeKept(host, name, { memory: after, untold: waiting, ran });
    const { told, untold } = await tell(host, monitor, waiting, now);
    await writeKept(host, name, { memory: after, untold, ran });
    return { ...shown, dryRun, ways, told, untold: untold.length };
  } finally {
    await lock.release();
  }
}

/** Otherwise each machine would be told to be gone. */
const offline = (): NixaiError =>
  new NixaiError({
    code: 'offline',
    what: 'machines cannot be looked at offline',
    hint: 'nixai config set offline false, or leave --offline out',
    exitCode: ExitCode.refused,
  });

/** Sends a message of no finding, to see whether it arrives. */
export async function testMonitor(
  { host }: Pick<CommandContext, 'host'>,
  monitor: Monitor,
): Promise<Ran> {
  const now = new Date();
  const change: Change = {
    ...{ kind: 'new', machine: 'none', id: 'test', severity: 'low' },
    summary: 'a test of this alert',
  };
  const ways = waysOf(monitor.tell);
  const { told, untold } = await tell(host, monitor, newMessage(monitor, [change], now), now);
  return {
    ...{ monitor: monitor.name, check: monitor.check, open: 0, changes: [], unseen: [] },
    ...{ dryRun: false, test: true, ways, told, untold: untold.length },
  };
}

function newMessage(monitor: Monitor, changes: readonly Change[], now: Date): readonly Untold[] {
  const ways = waysOf(monitor.tell);
  return changes.length === 0 || ways.length === 0
    ? []
    : [{ message: messageOf(monitor, changes, now), ways }];
}
