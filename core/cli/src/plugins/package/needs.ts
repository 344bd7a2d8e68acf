import type { Manifest } from './candidate.js';
import type { PackedFiles } from './tarball.js';

export function manifestIn(files: PackedFiles): Manifest {
  return JSON.parse(Buffer.from(files.get('package.json') ?? '{}').toString('utf8')) as Manifest;
}

/** Names of the packages that one needs, and does not bring in its own `node_modules`. */
export function neededFromOutside(files: PackedFiles): readonly string[] {
  const { dependencies, optionalDependencies, peerDependencies } = manifestIn(files);
  const all = { ...dependencies, ...optionalDependencies, ...peerDependencies };
  return Object.keys(all).filter((name) => !files.has(`node_modules/${name}/package.json`));
}

/** Names of the packages that lie in its `node_modules`. */
export function broughtAlong(files: PackedFiles): readonly string[] {
  const names = [...files.keys()].flatMap(
    (path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
  );
  return [...new Set(names)];
}
