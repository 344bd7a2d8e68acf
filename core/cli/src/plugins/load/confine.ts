import Module, { register } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../packageRoot.js';
import { isConfined, notForIt } from './isConfined.js';

interface Loader {
  _resolveFilename: (
    request: string,
    parent: { readonly filename?: string } | undefined,
    ...more: unknown[]
  ) => string;
}

/**
 * Lets the code of packages that were looked at load nothing but what was looked at: Node would take
 * what is not in the package from the folders beside and above it, where anything may lie.
 * @param roots the packages' folders: their real paths.
 */
export function confine(roots: readonly string[]): void {
  const hook = join(packageRoot, 'bundle/plugins/load/confineHook.cjs');
  register(pathToFileURL(hook), { data: roots });
  // Node asks the hook for what is imported, and this for what is required.
  const loader = Module as unknown as Loader;
  const resolve = loader._resolveFilename;
  // Taken now: a module that is loaded where it is first used would be asked for through what follows.
  const [isPath, isRefused, refusal] = [isAbsolute, isConfined, notForIt];
  loader._resolveFilename = function (this: unknown, request, parent, ...more) {
    const file = resolve.call(this, request, parent, ...more);
    const from = parent?.filename;
    if (isPath(file) && isRefused(roots, from, file)) throw refusal('MODULE_NOT_FOUND', from, file);
    return file;
  };
}
