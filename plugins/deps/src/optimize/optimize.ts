import { docs, type Host } from '@nixai/api';
import { severalVersions } from '../analyze/versions.js';
import { readClosure } from '../closure/closure.js';
import { notForFiles } from '../faults.js';
import { sumOf, usersOf, type Graph } from '../graph/graph.js';
import type { Optimized, Part } from '../results/optimized.js';
import { targetOf } from '../target/target.js';
import { without } from '../why/why.js';
import { kinds, nodesOf, type Kind } from './kinds.js';

const mostUsers = 5;

/** What could go from a closure, and by how much less it would be: nothing without a byte that was counted. */
export async function optimize(
  host: Host,
  word: string | undefined,
  signal: AbortSignal,
): Promise<Optimized> {
  const target = await targetOf(word, 'nixai deps optimize ./result');
  if (target.kind === 'configuration') throw notForFiles('deps optimize', target.said);
  const { said, graph } = await readClosure(host, target, { build: false, signal });
  const known = await knownOptions(host);
  const found = [
    ...kinds.map((kind) => partOf(graph, kind, nodesOf(graph.paths, kind), known)),
    ...severalVersions(graph).map(({ name, versions }) =>
      partOf(
        graph,
        { kind: 'versions', what: `${name}, all versions but the last` },
        // By the way that names sort, as nobody can tell which one is wanted.
        versions
          .toSorted((one, other) =>
            one.version.localeCompare(other.version, 'en', { numeric: true }),
          )
          .slice(0, -1)
          .flatMap(({ paths }) => paths),
        known,
      ),
    ),
  ];
  return {
    ...{ target: said, paths: graph.paths.length, bytes: sumOf(graph, graph.paths.keys()) },
    parts: found.filter((one) => one !== undefined).sort((one, other) => other.bytes - one.bytes),
  };
}

function partOf(
  graph: Graph,
  { kind, what, option, code }: Omit<Kind, 'is'>,
  all: readonly string[],
  known: (option: string) => boolean,
): Part | undefined {
  // What it all begins with is what was asked for.
  const roots = new Set(graph.roots.map((node) => graph.paths[node]));
  const paths = all.filter((path) => !roots.has(path));
  if (paths.length === 0) return undefined;
  const { bytes, paths: count, with: also } = without(graph, paths);
  const sizes = new Map(graph.paths.map((path, node) => [path, graph.sizes[node] ?? 0]));
  const of = paths.toSorted((one, other) => (sizes.get(other) ?? 0) - (sizes.get(one) ?? 0));
  return {
    ...{ kind, what, bytes, paths: count },
    of: [...of, ...also].slice(0, 20),
    ...(option !== undefined && known(option) && { option, code }),
    users: usersFrom(graph, paths),
  };
}

/** What points to some, and is none of them. */
function usersFrom(graph: Graph, wanted: readonly string[]): string[] {
  const these = new Set(wanted);
  const users = usersOf(graph);
  const found = graph.paths.flatMap((path, node) => (these.has(path) ? (users[node] ?? []) : []));
  const others = [...new Set(found)].map((node) => graph.paths[node] ?? '');
  return others.filter((path) => !these.has(path)).slice(0, mostUsers);
}

/** Whether an option is there in the set of this machine; where no set is, none is named. */
async function knownOptions(host: Host): Promise<(option: string) => boolean> {
  const catalog = await (await host.service(docs)).catalog('nixos');
  return (option) => catalog?.match(option).outcome === 'option';
}
