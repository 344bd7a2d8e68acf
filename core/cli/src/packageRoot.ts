import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRootOf } from '@nixai/safety/place';

/** The folder of this package; in the program, which holds all rooms, the program's. */
export const packageRoot = packageRootOf(import.meta.url);

/** What npm knows of the program. */
export function programManifest(): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
}
