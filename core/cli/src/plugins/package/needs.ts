import { parseJson } from '@nixai/safety';
import type { Manifest } from './candidate.js';
import type { PackedFiles } from './tarball.js';

/** @param folder one with a package in it, with a slash at its end; the package itself if absent. */
export function manifestIn(files: PackedFiles, folder = ''): Manifest {
  const text = Buffer.from(files.get(`${folder}package.json`) ?? '{}').toString('utf8');
  return parseJson(text) as Manifest;
}

/**
 * Names of the packages that one needs and does not bring along, where Node would look for them: also
 * those that the packages in its `node_modules` need.
 */
export function neededFromOutside(files: PackedFiles): readonly string[] {
  const missing = packagesIn(files).flatMap((folder) =>
    neededBy(manifestIn(files, folder)).filter((name) => !isInside(files, folder, name)),
  );
  return [...new Set(missing)];
}

const packageFile = /^((?:(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+\/)?)package\.json$/;

/** The package itself (``), and those below it: `node_modules/yaml/`. */
const packagesIn = (files: PackedFiles): readonly string[] =>
  [...files.keys()].flatMap((path) => packageFile.exec(path)?.[1] ?? []);

function neededBy(manifest: Manifest): readonly string[] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = manifest;
  const needed = { ...dependencies, ...optionalDependencies, ...peerDependencies };
  // A peer that may be missing is nothing that npm fetches.
  return Object.keys(needed).filter((name) => peerDependenciesMeta?.[name]?.optional !== true);
}

/** Whether a package lies where Node looks from a folder, up to the top. */
function isInside(files: PackedFiles, folder: string, name: string): boolean {
  if (files.has(`${folder}node_modules/${name}/package.json`)) return true;
  if (folder === '') return false;
  return isInside(files, folder.replace(/node_modules\/(?:@[^/]+\/)?[^/]+\/$/, ''), name);
}

/** Names of the packages that lie in its `node_modules`. */
export function broughtAlong(files: PackedFiles): readonly string[] {
  const names = [...files.keys()].flatMap(
    (path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
  );
  return [...new Set(names)];
}
