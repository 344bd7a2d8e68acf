import { join } from 'node:path';
import { NixaiError, processes, type Host } from '@nixai/api';
import { packageRoot } from '@nixai/contributions';
import { notDrawn } from '../faults.js';
import type { DrawnGraph } from '../results/graph.js';
import { toDot } from './write.js';

/** Milliseconds: 400 nodes take Graphviz some seconds, and many more take it hours. */
const timeout = 2 * 60_000;

/** With more edges than this it is laid out in fewer rounds: a tenth of the time, and nobody sees the difference. */
const mostCareful = 800;
const fewerRounds = ['mclimit=0.3', 'nslimit=2', 'nslimit1=2'];

/** A graph as a picture: by the dot of this machine, else by the one that this plugin brings. @throws NixaiError `deps-not-drawn`. */
export async function svgOf(
  host: Host,
  content: Pick<DrawnGraph, 'nodes' | 'edges'>,
  signal: AbortSignal,
): Promise<string> {
  const run = await host.service(processes);
  const input = toDot(content, content.edges.length > mostCareful ? fewerRounds : []);
  const argv = (await run.which('dot')) === undefined ? carried() : (['dot', '-Tsvg'] as const);
  const options = { input, signal, timeout, maxOutput: 64 << 20 };
  const { code, stdout, stderr } = await run.run(argv, options).catch((error: unknown) => {
    if (error instanceof NixaiError && error.code === 'program-timeout')
      throw notDrawn(`it took more than ${timeout / 1000} seconds`);
    throw error;
  });
  if (code === 0) return stdout;
  throw notDrawn(stderr.trim() || `it ended with ${code}`);
}

const carried = (): [string, string] => [
  process.execPath,
  join(packageRoot(import.meta.url), 'bundle/draw/graphvizProgram.cjs'),
];
