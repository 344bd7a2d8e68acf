import type { DrawnGraph } from '../results/graph.js';
import { bytes, plural } from '../render/words.js';

type Content = Pick<DrawnGraph, 'nodes' | 'edges'>;
type Node = DrawnGraph['nodes'][number];

const sizeOf = ({ bytes: size, lines }: Node): string | undefined =>
  size !== undefined ? bytes(size) : lines !== undefined ? plural(lines, 'line') : undefined;

/**
 * As Graphviz reads it.
 * @param attributes of the graph, as `mclimit=0.3`.
 */
export function toDot({ nodes, edges }: Content, attributes: readonly string[] = []): string {
  const drawn = nodes.map((node, at) => {
    const size = sizeOf(node);
    const label = `${dotText(node.label)}${size === undefined ? '' : `\\n${size}`}`;
    return `  n${at} [label="${label}"];`;
  });
  const lines = edges.map(({ from, to }) => `  n${from} -> n${to};`);
  return [
    'digraph deps {',
    ...['rankdir=LR', ...attributes].map((one) => `  ${one};`),
    '  node [shape=box, fontname="sans-serif"];',
    ...drawn,
    ...lines,
    '}',
    '',
  ].join('\n');
}

// A backslash begins an escape of Graphviz, and a name has none of these controls.
const dotText = (text: string): string =>
  text.replace(/[\\"]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, ' '); // eslint-disable-line no-control-regex

/** As Mermaid reads it. */
export function toMermaid({ nodes, edges }: Content): string {
  const drawn = nodes.map((node, at) => {
    const size = sizeOf(node);
    return `  n${at}["${mermaidText(node.label)}${size === undefined ? '' : ` · ${size}`}"]`;
  });
  const lines = edges.map(({ from, to }) => `  n${from} --> n${to}`);
  return ['flowchart LR', ...drawn, ...lines, ''].join('\n');
}

/** What means something to Mermaid, or would end the text, is written by its number. */
const mermaidText = (text: string): string =>
  text.replace(/[^\w .,:+/@()=·-]/gu, (sign) => `#${sign.codePointAt(0) ?? 63};`);
