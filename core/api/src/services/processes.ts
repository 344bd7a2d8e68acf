import type { Readable, Writable } from 'node:stream';
import { token } from '../token.js';

export interface SpawnOptions {
  readonly cwd?: string;
  /** Added to the small environment that is passed on (no secrets). */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends it, and all that it started. */
  readonly signal?: AbortSignal;
  /** Milliseconds until it is ended; `none` for work that may take hours. */
  readonly timeout?: number | 'none';
}

/** `timeout` is 30,000 when absent. */
export interface RunOptions extends SpawnOptions {
  /** Text for its stdin; closed at once when absent. */
  readonly input?: string;
  /** Bytes kept of stdout and of stderr, each; 16 MiB when absent. What is over is dropped, and said. */
  readonly maxOutput?: number;
  /** Called for each chunk as it comes, before it is kept. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
}

export interface RunResult {
  /** The exit code; 128 + n when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
}

/** How a program ended. */
export interface Exit {
  /** The exit code; 128 + n when a signal ended it. */
  readonly code: number;
}

/**
 * A program that is running. Both outputs have to be read (`resume()` throws one away): a program
 * waits once some 64 KiB are unread.
 */
export interface RunningProgram {
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /**
   * An output line by line as UTF-8, without the line ends; one longer than 1 MiB comes in pieces.
   * The program waits where nobody takes the next line.
   */
  lines(stream?: 'stdout' | 'stderr'): AsyncIterable<string>;
  /**
   * Its end; something may still be left to read.
   * @throws NixaiError `program-missing`, `program-failed`, `program-timeout` or `interrupted`.
   */
  readonly exited: Promise<Exit>;
  /** Asks it and all that it started to end; who has not after two seconds is ended. */
  end(): void;
}

/**
 * The one way to start an external program: an argument array, never a shell. A program that nixai
 * started ends with nixai, also where nixai itself is killed; only what `atTerminal` started goes on.
 * @throws NixaiError `program-missing`, `program-timeout` or `interrupted`; a failing exit code is
 * a result, not an error.
 */
export interface ProcessRunner {
  /** Runs a program to its end, and gives what it said. */
  run(argv: readonly [string, ...string[]], options?: RunOptions): Promise<RunResult>;
  /** Starts a program that is talked to, or read as it goes. It has no deadline of its own. */
  start(argv: readonly [string, ...string[]], options?: SpawnOptions): Promise<RunningProgram>;
  /**
   * Hands the terminal to a program until it ends: sudo, ssh, an editor. It gets the person's whole
   * environment, as from a shell, and Ctrl-C is for it alone. With `input` it reads that, and its keys
   * from the terminal itself, as a pager does.
   */
  atTerminal(
    argv: readonly [string, ...string[]],
    options?: Omit<SpawnOptions, 'timeout'> & Pick<RunOptions, 'input'>,
  ): Promise<Exit>;
  /**
   * Runs programs side by side, each fed with what the one before it says (`a | b | c`). Memory is
   * bounded, whatever flows. `input` is for the first; `stdout` is the last one's, `stderr` that of
   * all, and `code` that of the last program that failed, as with a shell's `pipefail`; one that only
   * ended because the next had read enough has not failed.
   */
  pipeline(
    stages: readonly (readonly [string, ...string[]])[],
    options?: RunOptions,
  ): Promise<RunResult>;
  /** The program's path if it is on PATH. Starts nothing. */
  which(program: string): Promise<string | undefined>;
}
export const processes = token<ProcessRunner>('run');
