import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { nothingKnown, type Memory } from './compare.js';
import type { Message } from './message.js';

/** A message that somebody has still to be told. */
export interface Untold {
  readonly message: Message;
  /** The ways that have failed so far. */
  readonly ways: readonly string[];
}

/** What a monitor keeps from one run to the next. */
export interface Kept {
  readonly memory: Memory;
  readonly untold: readonly Untold[];
  /** When it looked; ISO 8601. */
  readonly ran?: string;
}

/** So many messages wait for their way at most; the oldest go. */
const mostUntold = 100;

const fileOf = (host: Host, name: string): string =>
  join(host.paths.state, 'machines/monitors', `${name}.json`);

/** What is known; a file that cannot be read says nothing, so that everything is told again. */
export async function readKept(host: Host, name: string): Promise<Kept> {
  try {
    const kept = JSON.parse(await readRegular(fileOf(host, name), 'utf8')) as Partial<Kept>;
    const { memory, untold, ran } = kept;
    if (Array.isArray(memory?.findings) && typeof memory.unseen === 'object')
      return {
        memory,
        untold: Array.isArray(untold) ? untold : [],
        ...(typeof ran === 'string' && { ran }),
      };
  } catch {
    // As if there was none.
  }
  return { memory: nothingKnown, untold: [] };
}

export async function writeKept(host: Host, name: string, kept: Kept): Promise<void> {
  const text = `${JSON.stringify({ ...kept, untold: kept.untold.slice(-mostUntold) }, null, 1)}\n`;
  await (await host.service(files)).write(fileOf(host, name), text, { mode: 0o600 });
}
