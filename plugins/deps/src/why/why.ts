import { basename, resolve } from 'node:path';
import type { Host } from '@nixai/api';
import { chains } from '@nixai/nix-cli/closure';
import { readClosure } from '../closure/closure.js';
import { namedByNone, noSuchFile, notNeeded } from '../faults.js';
import { reachable, sumOf, type Graph } from '../graph/graph.js';
import { readImports, within } from '../imports/imports.js';
import type { Gone, Why, WhyFound } from '../results/why.js';
import { storePathOf } from '../target/storePlace.js';
import { targetOf } from '../target/target.js';
import { matching, nearestNames } from './matching.js';

export interface WhyOptions {
  readonly build: boolean;
  /** So many chains to each. */
  readonly chains: number;
  readonly signal: AbortSignal;
}

/** Paths of one name that are listed one by one. */
const mostFound = 5;

/** What pulls something in, and what would go with it. @throws NixaiError `deps-not-needed`. */
export async function why(
  host: Host,
  wanted: string,
  word: string | undefined,
  options: WhyOptions,
): Promise<Why> {
  const target = await targetOf(word, `nixai deps why ${wanted} ./result`);
  if (target.kind === 'configuration') {
    const { graph, loose } = await readImports(target.said, target.path);
    const files = graph.paths.map((path) => within(target.path, path));
    const named = { ...graph, paths: files };
    const found = files.filter((file) => file === wanted || file.split('/').includes(wanted));
    if (found.length === 0) {
      const alone = loose.some((file) => basename(file) === basename(wanted));
      throw alone ? namedByNone(wanted, target.said) : noSuchFile(wanted, target.said, files);
    }
    return {
      ...{ target: target.said, of: 'configuration', wanted },
      found: found.slice(0, mostFound).map((path) => ({
        path,
        lines: graph.sizes[files.indexOf(path)] ?? 0,
        ...(loose.some((file) => within(target.path, file) === path) && { loose: true }),
        ...chainsTo(named, path, options.chains),
      })),
      left: Math.max(0, found.length - mostFound),
    };
  }
  const { said, graph } = await readClosure(host, target, options);
  const inStore = wanted.includes('/') ? await storePathOf(resolve(wanted)) : undefined;
  const found = matching(graph.paths, inStore ?? wanted);
  if (found.length === 0) throw notNeeded(wanted, said, nearestNames(graph.paths, wanted));
  return {
    ...{ target: said, of: options.build ? 'build' : 'runtime', wanted },
    found: found.slice(0, mostFound).map((path) => foundIn(graph, path, options)),
    left: Math.max(0, found.length - mostFound),
    ...(found.length > 1 && { withoutAll: without(graph, found) }),
  };
}

function foundIn(graph: Graph, path: string, { chains: most }: WhyOptions): WhyFound {
  return {
    path,
    bytes: graph.sizes[graph.paths.indexOf(path)] ?? 0,
    ...chainsTo(graph, path, most),
    without: without(graph, [path]),
  };
}

/** From all roots, the shortest first. */
export function chainsTo(
  { paths, needs, roots }: Graph,
  path: string,
  most: number,
): Pick<WhyFound, 'chains' | 'more'> {
  const pathOf = (node: number): string => paths[node] ?? '';
  const references = new Map(paths.map((one, node) => [one, (needs[node] ?? []).map(pathOf)]));
  const found = roots
    // One more than is shown tells whether there are more.
    .flatMap((root) => chains(references, pathOf(root), path, most + 1))
    .sort((one, other) => one.length - other.length);
  return { chains: found.slice(0, most), more: found.length > most };
}

const mostNamed = 10;

/** What would not be in the closure any more, were these not needed. */
export function without(graph: Graph, wanted: readonly string[]): Gone {
  const { paths, sizes, roots } = graph;
  const gone = new Set(wanted.map((path) => paths.indexOf(path)));
  const left = reachable(graph, roots, gone);
  const nodes = [...reachable(graph, roots)].filter((node) => !left.has(node));
  return {
    bytes: sumOf(graph, nodes),
    paths: nodes.length,
    with: nodes
      .filter((node) => !gone.has(node))
      .sort((one, other) => (sizes[other] ?? 0) - (sizes[one] ?? 0))
      .slice(0, mostNamed)
      .map((node) => paths[node] ?? ''),
  };
}
