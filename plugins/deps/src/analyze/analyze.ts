import type { Host } from '@nixai/api';
import { readClosure, type Closure } from '../closure/closure.js';
import { dominators } from '../graph/dominators.js';
import { sumOf, usersOf } from '../graph/graph.js';
import { depths } from '../graph/order.js';
import { readImports, within, type Imports } from '../imports/imports.js';
import type { Analyzed, AnalyzedClosure, AnalyzedConfiguration } from '../results/analyzed.js';
import { targetOf } from '../target/target.js';
import { severalVersions } from './versions.js';

export interface AnalyzeOptions {
  readonly build: boolean;
  /** So many of each list. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** What is in a closure, or in a configuration, and what weighs most in it. */
export async function analyze(
  host: Host,
  word: string | undefined,
  options: AnalyzeOptions,
): Promise<Analyzed> {
  const target = await targetOf(word, 'nixai deps analyze ./result');
  if (target.kind === 'configuration')
    return ofConfiguration(await readImports(target.said, target.path), target.path, options);
  return ofClosure(await readClosure(host, target, options), options);
}

function ofClosure(
  { said, graph }: Pick<Closure, 'said' | 'graph'>,
  { build, limit }: Pick<AnalyzeOptions, 'build' | 'limit'>,
): AnalyzedClosure {
  const { paths, sizes, roots } = graph;
  const { held, count } = dominators(graph);
  const users = usersOf(graph).map((all) => all.length);
  const pathOf = (node: number): string => paths[node] ?? '';
  const isRoot = new Set(roots);
  return {
    kind: 'closure',
    target: said,
    of: build ? 'build' : 'runtime',
    roots: roots.map(pathOf),
    paths: paths.length,
    bytes: sumOf(graph, paths.keys()),
    depth: Math.max(0, ...depths(graph)),
    largest: highest(sizes, limit).map((node) => ({ path: pathOf(node), bytes: sizes[node] ?? 0 })),
    // That all of it would go with what it begins with is no news.
    heaviest: highest(held, limit, (node) => !isRoot.has(node)).map((node) => ({
      path: pathOf(node),
      bytes: held[node] ?? 0,
      own: sizes[node] ?? 0,
      paths: count[node] ?? 0,
    })),
    mostUsed: highest(users, limit, (node) => (users[node] ?? 0) > 1).map((node) => ({
      path: pathOf(node),
      users: users[node] ?? 0,
    })),
    versions: severalVersions(graph),
  };
}

function ofConfiguration(
  { said, graph, loose, missing, unknown, systems }: Imports,
  root: string,
  { limit }: AnalyzeOptions,
): AnalyzedConfiguration {
  const users = usersOf(graph).map((all) => all.length);
  const fileOf = (node: number): string => within(root, graph.paths[node] ?? '');
  return {
    kind: 'configuration',
    target: said,
    files: graph.paths.length,
    lines: sumOf(graph, graph.paths.keys()),
    depth: Math.max(0, ...depths(graph)),
    systems,
    largest: highest(graph.sizes, limit).map((node) => ({
      file: fileOf(node),
      lines: graph.sizes[node] ?? 0,
    })),
    mostImported: highest(users, limit, (node) => (users[node] ?? 0) > 1).map((node) => ({
      file: fileOf(node),
      users: users[node] ?? 0,
    })),
    loose: loose.map((file) => within(root, file)),
    missing: missing.map((one) => ({ ...one, file: within(root, one.file) })),
    unknown,
  };
}

/** The nodes with the highest figures, those first that come first where two are equal. */
function highest(
  figures: ArrayLike<number>,
  limit: number,
  counts: (node: number) => boolean = () => true,
): number[] {
  return Array.from(figures, (_, node) => node)
    .filter(counts)
    .sort((one, other) => (figures[other] ?? 0) - (figures[one] ?? 0))
    .slice(0, limit);
}
