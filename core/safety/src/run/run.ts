import type { ChildProcess } from 'node:child_process';
import type { RunOptions, RunResult } from '@nixai/api';
import { createCapture } from './captured.js';
import { launch, pathOf } from './launch.js';

const defaultTimeout = 30_000;
const defaultMaxOutput = 16 << 20;

/** Runs a program to its end, and gives what it said. */
export async function run(
  argv: readonly [string, ...string[]],
  options: RunOptions = {},
): Promise<RunResult> {
  const { input, timeout = defaultTimeout } = options;
  const path = await pathOf(argv[0]);
  const stdin = input === undefined ? 'ignore' : 'pipe';
  const how = { ...options, timeout, withOutputs: true };
  const { child, exited } = launch(path, argv, how, [stdin, 'pipe', 'pipe']);
  const stdout = captured(child, 'stdout', options);
  const stderr = captured(child, 'stderr', options);
  feed(child, input);
  const { code } = await exited;
  const [out, err] = [stdout.end(), stderr.end()];
  return {
    code,
    stdout: out.text,
    stderr: err.text,
    truncated: out.truncated || err.truncated,
  };
}

/** Keeps what a program says on a stream, and tells it. */
export function captured(
  child: ChildProcess,
  stream: 'stdout' | 'stderr',
  { maxOutput = defaultMaxOutput, onOutput }: RunOptions,
) {
  const kept = createCapture(maxOutput, (text) => {
    if (text !== '') onOutput?.(stream, text);
  });
  child[stream]?.on('data', (chunk: Buffer) => kept.push(chunk));
  return kept;
}

/** Writes the input; a program that does not read all of it is no fault. */
export function feed(child: ChildProcess, input: string | undefined): void {
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
}
