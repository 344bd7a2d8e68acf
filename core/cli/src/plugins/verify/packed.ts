import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNixaiError, type Host } from '@nixai/api';
import { lookAt } from '../package/candidate.js';
import { folderManifest } from '../package/folderManifest.js';
import { packageOf } from './packageOf.js';

/**
 * What works in this folder and would not once it is installed: files that npm leaves out of the
 * package, and packages that are only there for development.
 * @param loaded files that the plugin loads; absolute.
 */
export async function faultsOfPackage(
  host: Host,
  root: string,
  loaded: readonly string[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  // An installed package holds what was packed: there is nothing to leave out any more.
  if (root.startsWith(join(host.paths.data, 'node_modules'))) return [];
  const { dependencies = {} } = folderManifest(root);
  const packages = [...new Set(loaded.flatMap((file) => packageOf(root, file) ?? []))];
  const direct = packages.filter((name) => existsSync(join(root, 'node_modules', name)));
  const undeclared = direct.filter((name) => !(name in dependencies) && !isIndirect(root, name));
  const own = loaded.filter((file) => packageOf(root, file) === undefined);
  try {
    const { files } = await lookAt(host, { kind: 'folder', from: root }, signal);
    const left = own.map((file) => file.slice(root.length + 1)).filter((file) => !files.has(file));
    return [
      ...left.map((file) => `npm leaves ${file} out: add it to "files" in package.json`),
      ...undeclared.map((name) => `${name} is used, and is not among "dependencies"`),
    ];
  } catch (error) {
    if (isNixaiError(error)) return [error.message];
    throw error;
  }
}

/** True if a package that the plugin does depend on brings it. */
function isIndirect(root: string, name: string): boolean {
  const lock = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(lock)) return false;
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as {
    packages?: Readonly<Record<string, { readonly dev?: boolean }>>;
  };
  const entry = packages?.[`node_modules/${name}`];
  return entry !== undefined && entry.dev !== true;
}
