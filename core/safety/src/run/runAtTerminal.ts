import { spawn } from 'node:child_process';
import type { Exit, RunOptions, SpawnOptions } from '@nixai/api';
import { interrupted } from '../interrupted.js';
import { programMissing } from './faults.js';
import { codeOf, pathOf } from './launch.js';

/** Hands the terminal to a program until it ends. */
export async function runAtTerminal(
  argv: readonly [string, ...string[]],
  { cwd, env, signal, input }: Omit<SpawnOptions, 'timeout'> & Pick<RunOptions, 'input'> = {},
): Promise<Exit> {
  const [program, ...args] = argv;
  const path = await pathOf(program);
  refuseAborted(signal);
  const giveBack = leaveKeysToIt();
  try {
    const child = spawn(path, args, {
      stdio: [input === undefined ? 'inherit' : 'pipe', 'inherit', 'inherit'],
      argv0: program,
      cwd,
      env: { ...process.env, ...env },
    });
    // A pager that is left early reads no further.
    child.stdin?.on('error', () => {}).end(input);
    const onAbort = (): void => void child.kill('SIGTERM');
    signal?.addEventListener('abort', onAbort, { once: true });
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', (cause) => reject(programMissing(program, cause.message)));
      child.once('exit', (code, endedBy) => resolve(codeOf(code, endedBy)));
    });
    signal?.removeEventListener('abort', onAbort);
    refuseAborted(signal);
    return { code };
  } finally {
    giveBack();
  }
}

function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw interrupted(signal.reason);
}

/**
 * Ctrl-C and Ctrl-\ reach everybody at the terminal: until the program has ended they are its own,
 * as a shell does it. Gives back what listened before.
 */
function leaveKeysToIt(): () => void {
  const held = (['SIGINT', 'SIGQUIT'] as const).map((name) => {
    const before = process.listeners(name);
    const ignore = (): void => {};
    process.removeAllListeners(name);
    process.on(name, ignore);
    return { name, before, ignore };
  });
  return () => {
    for (const { name, before, ignore } of held) {
      process.off(name, ignore);
      before.forEach((listener) => process.on(name, listener));
    }
  };
}
