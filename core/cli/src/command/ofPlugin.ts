import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../packageRoot.js';

/** A plugin in whose code something was thrown. */
export interface Thrower {
  readonly name: string;
  readonly version: string;
  /** Where it lies, if that is no folder of packages: somebody works on it. */
  readonly linked?: string;
}

/**
 * By where it was thrown; undefined where that is nixai's own code. A plugin further out is not named: it may
 * have called a command of ours, as it should.
 */
export function pluginIn(stack: string): Thrower | undefined {
  const place = /(?:\(|at )((?:file:\/\/)?\/[^\n]*?):\d+(?::\d+)?\)?$/m.exec(stack)?.[1];
  if (place === undefined) return undefined;
  return pluginAt(place.startsWith('file:') ? fileURLToPath(place) : place);
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
