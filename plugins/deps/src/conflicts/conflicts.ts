import type { Host } from '@nixai/api';
import { severalVersions } from '../analyze/versions.js';
import { readClosure } from '../closure/closure.js';
import { notForFiles } from '../faults.js';
import { sumOf, type Graph } from '../graph/graph.js';
import { shortestChains } from '../graph/shortest.js';
import type { Collision, Conflicts } from '../results/conflicts.js';
import { targetOf } from '../target/target.js';
import { without } from '../why/why.js';
import { collisionsIn } from './collisions.js';
import { environmentsOf } from './environments.js';

export interface ConflictsOptions {
  /** So many packages of several versions. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Packages of which there are several versions, and files that several packages give. */
export async function conflicts(
  host: Host,
  word: string | undefined,
  { limit, signal }: ConflictsOptions,
): Promise<Conflicts> {
  const target = await targetOf(word, 'nixai deps conflicts ./result');
  if (target.kind === 'configuration') throw notForFiles('deps conflicts', target.said);
  const { said, graph } = await readClosure(host, target, { build: false, signal });
  const several = severalVersions(graph);
  const { environments, collisions } = await collisionsOf(graph, signal);
  return {
    ...{ target: said, paths: graph.paths.length, bytes: sumOf(graph, graph.paths.keys()) },
    versions: versionsIn(graph, several.slice(0, limit)),
    left: Math.max(0, several.length - limit),
    ...{ environments, collisions },
  };
}

/** With what pulls each version in, and what would go with it. */
function versionsIn(
  graph: Graph,
  several: ReturnType<typeof severalVersions>,
): Conflicts['versions'] {
  const chainTo = shortestChains(graph);
  const nodes = new Map(graph.paths.map((path, node) => [path, node]));
  return several.map(({ name, versions }) => ({
    name,
    versions: versions
      .toSorted((one, other) => one.version.localeCompare(other.version, 'en', { numeric: true }))
      .map((one) => {
        const chains = one.paths.map((path) => chainTo(nodes.get(path) ?? 0));
        const shortest = chains.reduce((best, chain) =>
          chain.length < best.length ? chain : best,
        );
        return {
          ...one,
          chain: shortest.map((node) => graph.paths[node] ?? ''),
          freed: without(graph, one.paths).bytes,
        };
      }),
  }));
}

async function collisionsOf(
  graph: Graph,
  signal: AbortSignal,
): Promise<Pick<Conflicts, 'environments' | 'collisions'>> {
  const environments = await environmentsOf(graph);
  const collisions: Collision[] = [];
  for (const environment of environments)
    collisions.push(...(await collisionsIn(environment, signal)));
  return { environments: environments.map(({ path }) => path), collisions };
}
