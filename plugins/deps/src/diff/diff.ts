import type { Host } from '@nixai/api';
import { readClosure, type Closure } from '../closure/closure.js';
import { notForFiles } from '../faults.js';
import { sumOf } from '../graph/graph.js';
import type { Diff } from '../results/diff.js';
import { targetOf } from '../target/target.js';
import { compare } from './compare.js';

export interface DiffOptions {
  readonly build: boolean;
  readonly signal: AbortSignal;
}

/** What differs between two closures; with one word, between what is usual and that. */
export async function diff(
  host: Host,
  words: readonly [string | undefined, string],
  options: DiffOptions,
): Promise<Omit<Diff, 'full'>> {
  const [before, after] = [await closureOf(words[0]), await closureOf(words[1])];
  return {
    of: options.build ? 'build' : 'runtime',
    before: side(before),
    after: side(after),
    ...compare(before.graph, after.graph),
  };

  async function closureOf(word: string | undefined): Promise<Closure> {
    const target = await targetOf(word, `nixai deps diff ./before ${words[1]}`);
    if (target.kind === 'configuration') throw notForFiles('deps diff', target.said);
    return readClosure(host, target, options);
  }
}

const side = ({ said, graph }: Closure): Diff['before'] => ({
  target: said,
  paths: graph.paths.length,
  bytes: sumOf(graph, graph.paths.keys()),
});
