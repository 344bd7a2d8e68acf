import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { basename } from 'node:path';
import type { Exit, SpawnOptions } from '@nixai/api';
import { interrupted } from '../interrupted.js';
import { carefulWords } from './careful.js';
import { refuseEndlessGit } from './gitFolder.js';
import { childEnvironment } from './environment.js';
import { programMissing, programNotStarted, programTimeout } from './faults.js';
import { endGroup, endWithUs } from './processGroup.js';
import { which } from './which.js';

/** How long a grandchild may hold the outputs open once the program itself has ended. */
export const afterExit = 1000;

export interface Launched {
  readonly child: ChildProcess;
  /** Its end. Rejected with what ended it, where it was not let run. */
  readonly exited: Promise<Exit>;
}

export interface LaunchOptions extends SpawnOptions {
  readonly timeout: number | 'none';
  /**
   * Its end is told when its outputs are over too; they are closed a second after it has ended, so
   * that nobody waits for a daemon that holds them. For outputs that are read as they come.
   */
  readonly withOutputs: boolean;
}

/**
 * Starts a program in a group of its own, which ends with us, at the deadline or with the signal.
 * Outputs have to be taken at once: Node throws away what nobody reads when a program ends.
 * @param path where the program is (`pathOf`).
 */
export function launch(
  path: string,
  [program, ...args]: readonly [string, ...string[]],
  options: LaunchOptions,
  stdio: StdioOptions,
): Launched {
  if (options.signal?.aborted === true) throw interrupted(options.signal.reason);
  if (basename(program) === 'git') refuseEndlessGit(args, options.cwd ?? process.cwd());
  const child = spawned(program, path, args, options, stdio);
  endWithUs(child);
  const exited = exitOf(program, child, options);
  // Whoever never asks how it ended is told nothing.
  exited.catch(() => {});
  return { child, exited };
}

/** @throws NixaiError `program-missing`. */
export async function pathOf(program: string): Promise<string> {
  const path = program.includes('/') ? program : await which(program);
  if (path === undefined) throw programMissing(program);
  return path;
}

/** The exit code as a shell says it: 128 + n when a signal ended it. */
export function codeOf(code: number | null, endedBy: NodeJS.Signals | null): number {
  return code ?? 128 + (endedBy === null ? 0 : constants.signals[endedBy]);
}

function spawned(
  program: string,
  path: string,
  args: string[],
  { cwd, env }: SpawnOptions,
  stdio: StdioOptions,
): ChildProcess {
  try {
    return spawn(path, carefulWords(program, args), {
      argv0: program,
      cwd,
      env: childEnvironment(program, process.env, env),
      // A group of its own, so that what it starts can be ended with it.
      detached: true,
      stdio,
    });
  } catch (cause) {
    // A NUL in an argument, or more arguments than the kernel takes.
    throw programNotStarted(program, cause);
  }
}

function exitOf(
  program: string,
  child: ChildProcess,
  { timeout, signal, withOutputs }: LaunchOptions,
): Promise<Exit> {
  return new Promise((resolve, reject) => {
    let fault: Error | undefined;
    const stop = (reason: Error): void => {
      fault ??= reason;
      endGroup(child);
    };
    const timer =
      timeout === 'none'
        ? undefined
        : setTimeout(() => stop(programTimeout(program, timeout)), timeout);
    const onAbort = (): void => stop(interrupted(signal?.reason));
    signal?.addEventListener('abort', onAbort, { once: true });

    child.once('error', (cause: NodeJS.ErrnoException) => {
      fault =
        cause.code === 'EACCES'
          ? programMissing(program, cause.message)
          : programNotStarted(program, cause);
      if (child.pid === undefined) settle(null, null);
    });
    if (withOutputs)
      child.once('exit', () => setTimeout(() => closeOutputs(child), afterExit).unref());
    child.once(withOutputs ? 'close' : 'exit', settle);

    function settle(code: number | null, endedBy: NodeJS.Signals | null): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (fault === undefined) resolve({ code: codeOf(code, endedBy) });
      else reject(fault);
    }
  });
}

function closeOutputs(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}
