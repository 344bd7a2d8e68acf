import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { RunOptions, RunResult } from '@nixai/api';
import { afterExit, launch, pathOf, type Launched } from './launch.js';
import { endGroup } from './processGroup.js';
import { captured, feed } from './run.js';

const defaultTimeout = 30_000;

/** Runs programs side by side, each fed with what the one before it says. */
export async function runPipeline(
  stages: readonly (readonly [string, ...string[]])[],
  options: RunOptions = {},
): Promise<RunResult> {
  if (stages.length === 0) throw new TypeError('a pipeline needs a program');
  // All of them are there, or none is started.
  const paths = await Promise.all(stages.map(([program]) => pathOf(program)));
  const started = launchAll(stages, paths, options);
  const children = started.map(({ child }) => child);
  const cut = children.slice(1).map((child, at) => connect(children[at] as ChildProcess, child));
  const stderr = children.map((child) => captured(child, 'stderr', options));
  const stdout = captured(children.at(-1) as ChildProcess, 'stdout', options);
  feed(children[0] as ChildProcess, options.input);
  const codes = await codesOf(started);
  await Promise.all(children.map(untilSaid));
  const outputs = [stdout.end(), ...stderr.map((one) => one.end())];
  const [out, ...err] = outputs.map(({ text }) => text);
  return {
    code: codes.findLast((code, at) => code !== 0 && cut[at]?.() !== true) ?? 0,
    stdout: out ?? '',
    stderr: err.join(''),
    truncated: outputs.some(({ truncated }) => truncated),
  };
}

function launchAll(
  stages: readonly (readonly [string, ...string[]])[],
  paths: readonly string[],
  options: RunOptions,
): Launched[] {
  const { input, timeout = defaultTimeout } = options;
  const started: Launched[] = [];
  try {
    for (const [at, argv] of stages.entries()) {
      const stdin = at > 0 || input !== undefined ? 'pipe' : 'ignore';
      const how = { ...options, timeout, withOutputs: at === stages.length - 1 };
      started.push(launch(paths[at] ?? '', argv, how, [stdin, 'pipe', 'pipe']));
    }
    return started;
  } catch (error) {
    started.forEach(({ child }) => endGroup(child));
    throw error;
  }
}

/**
 * Feeds one program with what another says. A reader that has gone is told to the writer, as between
 * two programs of a shell.
 * @returns whether the writer was cut off so.
 */
function connect(from: ChildProcess, to: ChildProcess): () => boolean {
  let cut = false;
  const cutOff = (): void => {
    cut ||= from.stdout?.readableEnded === false;
    from.stdout?.destroy();
  };
  to.stdin?.on('error', cutOff);
  to.once('exit', cutOff);
  if (to.stdin !== null) from.stdout?.pipe(to.stdin);
  return () => cut;
}

/** Waits for all; where one was not let run to its end, the others are ended too. */
async function codesOf(started: readonly Launched[]): Promise<number[]> {
  const endAll = (): void => started.forEach(({ child }) => endGroup(child));
  for (const { exited } of started) exited.catch(endAll);
  const ends = await Promise.allSettled(started.map(({ exited }) => exited));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value.code] : []));
}

/** Until its errors have all come; a daemon that holds them open is not waited for. */
async function untilSaid({ stderr }: ChildProcess): Promise<void> {
  if (stderr === null || stderr.closed) return;
  const patience = AbortSignal.timeout(afterExit);
  await once(stderr, 'close', { signal: patience }).catch(() => stderr.destroy());
}
