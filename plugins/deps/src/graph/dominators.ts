import { usersOf, type Graph } from './graph.js';
import { topDown } from './order.js';

/** What goes with a node: all that every chain from a root to goes through it. */
export interface Dominators {
  /** Of each node: its size, and that of all that would go with it. */
  readonly held: Float64Array;
  /** Of each node: how many that are, itself among them. */
  readonly count: Float64Array;
}

/**
 * By Cooper, Harvey and Kennedy, “A Simple, Fast Dominance Algorithm”: one round for a graph without
 * circles, and a few more where there are some.
 */
export function dominators(graph: Graph): Dominators {
  const order = topDown(graph);
  const users = usersOf(graph);
  const many = graph.needs.length;
  /** Stands above all roots; its place is before theirs. */
  const top = many;
  const place = new Int32Array(many + 1).fill(-1);
  for (const [at, node] of order.entries()) place[node] = at + 1;
  place[top] = 0;
  const unknown = -1;
  const above = new Int32Array(many + 1).fill(unknown);
  above[top] = top;
  const roots = new Set(graph.roots);

  const common = (one: number, other: number): number => {
    let [a, b] = [one, other];
    while (a !== b) {
      while ((place[a] ?? 0) > (place[b] ?? 0)) a = above[a] ?? top;
      while ((place[b] ?? 0) > (place[a] ?? 0)) b = above[b] ?? top;
    }
    return a;
  };

  for (let changed = true; changed;) {
    changed = false;
    for (const node of order) {
      let nearest = roots.has(node) ? top : unknown;
      for (const user of users[node] ?? [])
        if ((above[user] ?? unknown) !== unknown)
          nearest = nearest === unknown ? user : common(user, nearest);
      if (above[node] === nearest) continue;
      above[node] = nearest;
      changed = true;
    }
  }

  const held = Float64Array.from(graph.sizes);
  const counted = new Float64Array(many).fill(1);
  // From the bottom up: what a node holds is whole before it is added to its holder.
  for (const node of order.toReversed()) {
    const holder = above[node] ?? top;
    if (holder === top) continue;
    held[holder] = (held[holder] ?? 0) + (held[node] ?? 0);
    counted[holder] = (counted[holder] ?? 0) + (counted[node] ?? 0);
  }
  return { held, count: counted };
}
