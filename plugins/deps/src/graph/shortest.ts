import type { Graph } from './graph.js';

/** Of each node a shortest chain from where it begins down to it: looked for once, however many are asked for. */
export function shortestChains({ needs, roots }: Graph): (node: number) => number[] {
  const above = new Map<number, number | undefined>(roots.map((root) => [root, undefined]));
  // A map gives what is added to it while it is gone through.
  for (const [node] of above)
    for (const next of needs[node] ?? []) if (!above.has(next)) above.set(next, node);
  return (node) => {
    const chain: number[] = [];
    for (let at: number | undefined = node; at !== undefined; at = above.get(at)) chain.push(at);
    return chain.reverse();
  };
}
