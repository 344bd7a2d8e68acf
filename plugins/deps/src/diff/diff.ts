import type { Host } from '@nixai/api';
import { readClosure, type Closure, type StoreTarget } from '../closure/closure.js';
import { notForFiles } from '../faults.js';
import { sumOf } from '../graph/graph.js';
import type { Diff } from '../results/diff.js';
import { targetOf } from '../target/target.js';
import { compare } from './compare.js';
import { reasonsOf } from './reasons.js';

export interface DiffOptions {
  /** Look at the derivations, too. */
  readonly reasons: boolean;
  readonly build: boolean;
  readonly signal: AbortSignal;
}

/** What differs between two closures; with one word, between what is usual and that. */
export async function diff(
  host: Host,
  words: readonly [string | undefined, string],
  options: DiffOptions,
): Promise<Omit<Diff, 'full'>> {
  const targets = [await targetMeant(words[0]), await targetMeant(words[1])] as const;
  const before = await readClosure(host, targets[0], options);
  const after = await readClosure(host, targets[1], options);
  return {
    of: options.build ? 'build' : 'runtime',
    before: side(before),
    after: side(after),
    ...compare(before.graph, after.graph),
    ...(options.reasons && { reasons: await reasonsOf(host, targets, options.signal) }),
  };

  async function targetMeant(word: string | undefined): Promise<StoreTarget> {
    const target = await targetOf(word, `nixai deps diff ./before ${words[1]}`);
    if (target.kind === 'configuration') throw notForFiles('deps diff', target.said);
    return target;
  }
}

const side = ({ said, graph }: Closure): Diff['before'] => ({
  target: said,
  paths: graph.paths.length,
  bytes: sumOf(graph, graph.paths.keys()),
});
