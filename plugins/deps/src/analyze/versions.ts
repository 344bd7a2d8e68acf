import { nameOf, packageNameOf } from '@nixai/nix-cli/closure';
import type { AnalyzedClosure } from '../results/analyzed.js';
import type { Graph } from '../graph/graph.js';

type Versions = AnalyzedClosure['versions'];

/** What is fetched or patched with is no package, whatever its name looks like. */
const noPackage =
  /\.(?:patch|diff|tar(?:\.\w+)?|tgz|zip|crate|gem|service|conf|json|sh|txt)(?:\.drv)?$/;

/** Packages of which there is more than one version, those with most bytes first. */
export function severalVersions({ paths, sizes }: Pick<Graph, 'paths' | 'sizes'>): Versions {
  const packages = new Map<string, Map<string, { paths: string[]; bytes: number }>>();
  for (const [node, path] of paths.entries()) {
    const { name, version } = packageNameOf(path);
    if (version === '' || noPackage.test(nameOf(path))) continue;
    const versions = packages.get(name) ?? new Map<string, { paths: string[]; bytes: number }>();
    packages.set(name, versions);
    const found = versions.get(version) ?? { paths: [], bytes: 0 };
    versions.set(version, found);
    found.paths.push(path);
    found.bytes += sizes[node] ?? 0;
  }
  return [...packages]
    .filter(([, versions]) => versions.size > 1)
    .map(([name, versions]) => ({
      name,
      versions: [...versions].map(([version, found]) => ({ version, ...found })),
    }))
    .sort((one, other) => bytesOf(other) - bytesOf(one));
}

const bytesOf = ({ versions }: Versions[number]): number =>
  versions.reduce((sum, { bytes }) => sum + bytes, 0);
