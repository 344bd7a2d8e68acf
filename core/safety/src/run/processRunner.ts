import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { ProcessRunner, RunOptions, RunResult } from '@nixai/api';
import { interrupted } from '../interrupted.js';
import { createCapture } from './captured.js';
import { childEnvironment } from './environment.js';
import { programMissing, programNotStarted, programTimeout } from './faults.js';
import { endGroup, endWithUs } from './processGroup.js';
import { which } from './which.js';

const defaultTimeout = 30_000;
const defaultMaxOutput = 16 << 20;
/** How long a grandchild may hold the outputs open once the program itself has ended. */
const afterExit = 1000;

/** The one place where external programs are started. */
export function createProcessRunner(): ProcessRunner {
  return { run, which };
}

async function run(
  argv: readonly [string, ...string[]],
  options: RunOptions = {},
): Promise<RunResult> {
  const [program, ...args] = argv;
  if (options.signal?.aborted === true) throw interrupted(options.signal.reason);
  const path = program.includes('/') ? program : await which(program);
  if (path === undefined) throw programMissing(program);
  const child = start(program, path, args, options);
  return outcome(program, child, options);
}

function start(program: string, path: string, args: string[], options: RunOptions): ChildProcess {
  try {
    return spawn(path, args, {
      argv0: program,
      cwd: options.cwd,
      env: childEnvironment(program, process.env, options.env),
      // A group of its own, so that what it starts can be ended with it.
      detached: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
  } catch (cause) {
    // A NUL in an argument, or more arguments than the kernel takes.
    throw programNotStarted(program, cause);
  }
}

function outcome(program: string, child: ChildProcess, options: RunOptions): Promise<RunResult> {
  const { timeout = defaultTimeout, maxOutput = defaultMaxOutput, signal, onOutput } = options;
  const capture = (stream: 'stdout' | 'stderr') => {
    const kept = createCapture(maxOutput, (text) => {
      if (text !== '') onOutput?.(stream, text);
    });
    child[stream]?.on('data', (chunk: Buffer) => kept.push(chunk));
    return kept;
  };
  const outputs = { stdout: capture('stdout'), stderr: capture('stderr') };
  feed(child, options.input);
  endWithUs(child);

  return new Promise((resolve, reject) => {
    let fault: Error | undefined;
    const stop = (reason: Error): void => {
      fault ??= reason;
      endGroup(child);
    };
    const timer = setTimeout(() => stop(programTimeout(program, timeout)), timeout);
    const onAbort = (): void => stop(interrupted(signal?.reason));
    signal?.addEventListener('abort', onAbort, { once: true });

    child.once('error', (cause: NodeJS.ErrnoException) => {
      fault =
        cause.code === 'EACCES'
          ? programMissing(program, cause.message)
          : programNotStarted(program, cause);
      if (child.pid === undefined) settle(null, null);
    });
    child.once('exit', () => setTimeout(() => closeOutputs(child), afterExit).unref());
    child.once('close', settle);

    function settle(code: number | null, endedBy: NodeJS.Signals | null): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      const stdout = outputs.stdout.end();
      const stderr = outputs.stderr.end();
      if (fault !== undefined) return reject(fault);
      resolve({
        code: code ?? 128 + (endedBy === null ? 0 : constants.signals[endedBy]),
        stdout: stdout.text,
        stderr: stderr.text,
        truncated: stdout.truncated || stderr.truncated,
      });
    }
  });
}

/** Writes the input; a program that does not read all of it is no fault. */
function feed(child: ChildProcess, input: string | undefined): void {
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
}

function closeOutputs(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}
