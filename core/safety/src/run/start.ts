import { StringDecoder } from 'node:string_decoder';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import type { RunningProgram, SpawnOptions } from '@nixai/api';
import { launch, pathOf } from './launch.js';
import { endGroup } from './processGroup.js';
import { programNotStarted } from './faults.js';

/** Starts a program that is talked to, or read as it goes. */
export async function start(
  argv: readonly [string, ...string[]],
  options: SpawnOptions = {},
): Promise<RunningProgram> {
  const { timeout = 'none' } = options;
  const path = await pathOf(argv[0]);
  const how = { ...options, timeout, withOutputs: false };
  const { child, exited } = launch(path, argv, how, ['pipe', 'pipe', 'pipe']);
  // All three are pipes, as asked for.
  const stdin = child.stdin as Writable;
  // A program that ends while it is written to says so by its exit.
  stdin.on('error', () => {});
  const outputs = {
    stdout: kept(child.stdout as Readable),
    stderr: kept(child.stderr as Readable),
  };
  if (child.pid === undefined) {
    await exited;
    throw programNotStarted(argv[0], new Error('it has no process id'));
  }
  return {
    pid: child.pid,
    stdin,
    ...outputs,
    lines: (stream = 'stdout') => linesOf(outputs[stream]),
    exited,
    end: () => endGroup(child),
  };
}

/** The output, with what is still unread when the program ends. */
function kept(output: Readable): Readable {
  return output.pipe(new PassThrough());
}

/** A line longer than this comes in pieces; characters. */
const longestLine = 1 << 20;

async function* linesOf(stream: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
    if (rest.length > longestLine) {
      yield rest;
      rest = '';
    }
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}
