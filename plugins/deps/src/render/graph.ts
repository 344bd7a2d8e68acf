import type { DrawnGraph } from '../results/graph.js';
import { toDot, toMermaid } from '../draw/write.js';

/** The graph as a text in its format. */
export function graphText(graph: DrawnGraph): string {
  const { format, svg = '', target, of, nodes, edges } = graph;
  if (format === 'svg') return svg;
  if (format === 'dot') return toDot(graph);
  if (format === 'mermaid') return toMermaid(graph);
  return `${JSON.stringify({ target, of, nodes, edges }, undefined, 2)}\n`;
}
