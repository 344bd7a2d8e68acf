import type { Graph } from './graph.js';

/**
 * All nodes that the roots lead to, each before those that it needs, but for what goes round in a
 * circle (files of a configuration may import each other; store paths never need each other).
 */
export function topDown({ needs, roots }: Pick<Graph, 'needs' | 'roots'>): number[] {
  const seen = new Set<number>();
  const finished: number[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    // A chain may be longer than the stack of calls is high.
    const open = [{ node: root, next: 0 }];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const needed = needs[top.node]?.[top.next++];
      if (needed === undefined) {
        finished.push(top.node);
        open.pop();
      } else if (!seen.has(needed)) {
        seen.add(needed);
        open.push({ node: needed, next: 0 });
      }
    }
  }
  return finished.reverse();
}

/** Of each node: how many steps the longest chain from a root to it has; -1 where none leads to it. */
export function depths(graph: Pick<Graph, 'needs' | 'roots'>): Int32Array {
  const order = topDown(graph);
  const place = new Int32Array(graph.needs.length).fill(-1);
  for (const [at, node] of order.entries()) place[node] = at;
  const depth = new Int32Array(graph.needs.length).fill(-1);
  for (const root of graph.roots) depth[root] = 0;
  for (const node of order)
    for (const next of graph.needs[node] ?? [])
      // What leads back up is no chain.
      if ((place[next] ?? 0) > (place[node] ?? 0))
        depth[next] = Math.max(depth[next] ?? 0, (depth[node] ?? 0) + 1);
  return depth;
}
