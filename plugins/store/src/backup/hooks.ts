import type { Host, Task } from '@nixai/api';
import { say } from '../programs.js';

/** Commands of a person's around a backup. */
export interface Hooks {
  readonly pre?: string;
  readonly post?: string;
}

/**
 * Runs work between two commands of the shell: a dump of a database, a service that is stopped. The
 * second one is run however the work ends. Either failing is a failure of the whole.
 */
export async function hooked<T>(
  host: Host,
  { pre, post }: Hooks,
  task: Task,
  work: () => Promise<T>,
): Promise<T> {
  const shell = (name: string, command: string | undefined, signal: AbortSignal) =>
    command === undefined
      ? Promise.resolve('')
      : task.step(name, () => say(host, `--${name}`, ['sh', '-c', command], { signal }));
  await shell('pre', pre, task.signal);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // What is to be started again is, also where it was broken off; the first fault is the one to tell.
    await shell('post', post, AbortSignal.timeout(600_000)).catch(() => {});
    throw error;
  }
  await shell('post', post, task.signal);
  return result;
}
