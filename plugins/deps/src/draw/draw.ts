import type { Host } from '@nixai/api';
import { packageNameOf } from '@nixai/nix-cli/closure';
import { readClosure } from '../closure/closure.js';
import { noSuchFile, notNeeded } from '../faults.js';
import type { Graph } from '../graph/graph.js';
import { readImports, within } from '../imports/imports.js';
import { labels } from '../render/words.js';
import type { DrawnGraph, Format } from '../results/graph.js';
import { targetOf } from '../target/target.js';
import { nearestNames } from '../why/matching.js';
import { folded, select, type Selection } from './select.js';
import { svgOf } from './svg.js';

export interface DrawOptions extends Selection {
  readonly build: boolean;
  readonly format: Format;
  readonly signal: AbortSignal;
}

/** More than this nobody sees apart, and Graphviz takes minutes for. */
const mostDrawn = 400;

/** The graph of a closure or a configuration, or a part of it. @throws NixaiError `deps-not-needed`. */
export async function draw(
  host: Host,
  word: string | undefined,
  options: DrawOptions,
): Promise<DrawnGraph> {
  const { format, focus } = options;
  const { said, of, graph } = await read(host, word, options);
  const part = select(graph, options);
  if (part.paths.length === 0 && focus !== undefined)
    throw of === 'configuration'
      ? noSuchFile(focus, said, graph.paths)
      : notNeeded(focus, said, nearestNames(graph.paths, focus));
  const isFolded = format !== 'json' && of !== 'configuration' && part.paths.length > mostDrawn;
  const shown = isFolded ? folded(part, (path) => packageNameOf(path).name) : part;
  const content = contentOf(shown, of === 'configuration' ? 'lines' : 'bytes', isFolded);
  return {
    ...{ target: said, of, format, ...content },
    ...(isFolded && { folded: part.paths.length }),
    ...(format === 'svg' && { svg: await svgOf(host, content, options.signal) }),
  };
}

async function read(
  host: Host,
  word: string | undefined,
  { build, signal }: DrawOptions,
): Promise<Pick<DrawnGraph, 'of'> & { said: string; graph: Graph }> {
  const target = await targetOf(word, 'nixai deps graph ./result');
  if (target.kind !== 'configuration') {
    const { said, graph } = await readClosure(host, target, { build, signal });
    return { said, graph, of: build ? 'build' : 'runtime' };
  }
  const { said, graph } = await readImports(target.said, target.path);
  const paths = graph.paths.map((path) => within(target.path, path));
  return { said, graph: { ...graph, paths }, of: 'configuration' };
}

function contentOf(
  { paths, sizes, needs }: Graph,
  unit: 'bytes' | 'lines',
  isFolded: boolean,
): Pick<DrawnGraph, 'nodes' | 'edges'> {
  const label = isFolded || unit === 'lines' ? (path: string): string => path : labels(paths);
  return {
    nodes: paths.map((path, node) => ({ path, label: label(path), [unit]: sizes[node] ?? 0 })),
    edges: needs.flatMap((needed, from) => needed.map((to) => ({ from, to }))),
  };
}
