import { matching } from '../why/matching.js';
import { usersOf, type Graph } from '../graph/graph.js';

export interface Selection {
  /** A package or a path: what leads to it, and what it needs. */
  readonly focus?: string;
  /** So many steps from the focus in both directions, or down from where it begins. */
  readonly depth?: number;
}

/** The part of a graph that is asked for; empty where nothing is called so. */
export function select(graph: Graph, { focus, depth = Infinity }: Selection): Graph {
  if (focus === undefined) return part(graph, around(graph.needs, graph.roots, depth));
  const found = new Set(matching(graph.paths, focus));
  const middle = graph.paths.flatMap((path, node) => (found.has(path) ? [node] : []));
  const below = around(graph.needs, middle, depth);
  const above = around(usersOf(graph), middle, depth);
  return part(graph, new Set([...above, ...below]));
}

function around(
  next: readonly (readonly number[])[],
  from: readonly number[],
  depth: number,
): Set<number> {
  const found = new Set(from);
  let front = from;
  for (let step = 0; step < depth && front.length > 0; step++) {
    const beyond = [...new Set(front.flatMap((node) => next[node] ?? []))];
    front = beyond.filter((node) => !found.has(node));
    for (const node of front) found.add(node);
  }
  return found;
}

/** Some nodes of a graph, with what is between them. */
function part(graph: Graph, nodes: ReadonlySet<number>): Graph {
  const kept = [...nodes].sort((one, other) => one - other);
  const numbers = new Map(kept.map((node, at) => [node, at]));
  const renumbered = (all: readonly number[]): number[] =>
    all.flatMap((node) => numbers.get(node) ?? []);
  return {
    paths: kept.map((node) => graph.paths[node] ?? ''),
    sizes: kept.map((node) => graph.sizes[node] ?? 0),
    needs: kept.map((node) => renumbered(graph.needs[node] ?? [])),
    roots: renumbered(graph.roots),
  };
}

/** Store paths of one package as one node, by its name. */
export function folded(graph: Graph, nameOf: (path: string) => string): Graph {
  const names = graph.paths.map(nameOf);
  const numbers = new Map([...new Set(names)].map((name, at) => [name, at]));
  const numberOf = (node: number): number => numbers.get(names[node] ?? '') ?? 0;
  const sizes = Array.from(numbers, () => 0);
  const needs = Array.from(numbers, () => new Set<number>());
  for (const [node, needed] of graph.needs.entries()) {
    const own = numberOf(node);
    sizes[own] = (sizes[own] ?? 0) + (graph.sizes[node] ?? 0);
    for (const one of needed) if (numberOf(one) !== own) needs[own]?.add(numberOf(one));
  }
  return {
    paths: [...numbers.keys()],
    sizes,
    needs: needs.map((all) => [...all]),
    roots: [...new Set(graph.roots.map(numberOf))],
  };
}
