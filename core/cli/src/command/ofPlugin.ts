import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../packageRoot.js';

/** A plugin in whose code, or for whose sake, something was thrown. */
export interface Thrower {
  readonly name: string;
  readonly version: string;
  /** Where it lies, if that is no folder of packages: somebody works on it. */
  readonly linked?: string;
}

/** By the places that a stack names, the innermost first; undefined where it never left nixai's own code. */
export function pluginIn(stack: string): Thrower | undefined {
  for (const [, place = ''] of stack.matchAll(
    /(?:\(|at )((?:file:\/\/)?\/[^\n]*?):\d+(?::\d+)?\)?$/gm,
  )) {
    const found = pluginAt(place.startsWith('file:') ? fileURLToPath(place) : place);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Up to the package that is a plugin: what it depends on may lie in it. */
function pluginAt(file: string): Thrower | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (folder === packageRoot) return undefined;
    const manifest = manifestIn(folder);
    if (manifest?.oclif === undefined || manifest.name === undefined) continue;
    const isInstalled = folder.split(sep).includes('node_modules');
    return {
      ...{ name: manifest.name, version: manifest.version ?? '' },
      ...(!isInstalled && { linked: folder }),
    };
  }
  return undefined;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly oclif?: object;
}

function manifestIn(folder: string): Manifest | undefined {
  const file = join(folder, 'package.json');
  try {
    return existsSync(file)
      ? ((JSON.parse(readFileSync(file, 'utf8')) as Manifest | null) ?? undefined)
      : undefined;
  } catch {
    return undefined;
  }
}
