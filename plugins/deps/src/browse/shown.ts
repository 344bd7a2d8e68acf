import { nameOf } from '@nixai/nix-cli/closure';
import { dominators } from '../graph/dominators.js';
import { usersOf, type Graph } from '../graph/graph.js';
import { shortestChains } from '../graph/shortest.js';
import { labels } from '../render/words.js';

export const orders = ['frees', 'own', 'name'] as const;
export type Order = (typeof orders)[number];

/** What is walked through: a closure, with all that is said of each path in it. */
export interface Shown {
  readonly target: string;
  readonly graph: Graph;
  /** Of each node: bytes that would go with it. */
  readonly frees: ArrayLike<number>;
  readonly users: readonly (readonly number[])[];
  labelOf(node: number): string;
  /** A shortest way from where it begins down to a node. */
  chainTo(node: number): number[];
  /** The nodes whose name has a word in it, the nearest to the top first. */
  matching(word: string): number[];
}

export function createShown(target: string, graph: Graph): Shown {
  const label = labels(graph.paths);
  const chainTo = shortestChains(graph);
  return {
    ...{ target, graph, chainTo },
    frees: dominators(graph).held,
    users: usersOf(graph),
    labelOf: (node) => label(graph.paths[node] ?? ''),
    matching(word) {
      const wanted = word.toLowerCase();
      return graph.paths
        .flatMap((path, node) => (nameOf(path).toLowerCase().includes(wanted) ? [node] : []))
        .map((node) => ({ node, steps: chainTo(node).length }))
        .sort((one, other) => one.steps - other.steps || one.node - other.node)
        .map(({ node }) => node);
    },
  };
}

/** What is seen of a node on one of the ways to it. */
export interface Row {
  /** The nodes of the way, `0/4/7`. */
  readonly key: string;
  readonly node: number;
  readonly depth: number;
  readonly mark: 'open' | 'closed' | 'leaf';
}

/** The rows of all that is open, from the top down. */
export function rowsOf(
  { graph, frees, labelOf }: Shown,
  { open, order }: { readonly open: ReadonlySet<string>; readonly order: Order },
): Row[] {
  const { needs, sizes, roots } = graph;
  const by: Readonly<Record<Order, (one: number, other: number) => number>> = {
    frees: (one, other) => (frees[other] ?? 0) - (frees[one] ?? 0),
    own: (one, other) => (sizes[other] ?? 0) - (sizes[one] ?? 0),
    name: (one, other) => (labelOf(one) < labelOf(other) ? -1 : 1),
  };
  const rows: Row[] = [];
  const add = (nodes: readonly number[], above: string, depth: number): void => {
    for (const node of nodes.toSorted(by[order])) {
      const key = `${above}${node}`;
      const below = needs[node] ?? [];
      const mark = below.length === 0 ? 'leaf' : open.has(key) ? 'open' : 'closed';
      rows.push({ key, node, depth, mark });
      if (mark === 'open') add(below, `${key}/`, depth + 1);
    }
  };
  add(roots, '', 0);
  return rows;
}
