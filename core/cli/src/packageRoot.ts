import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRootOf } from '@nixai/safety/place';

/** The folder of this package; in the program, which holds all rooms, the program's. */
export const packageRoot = packageRootOf(import.meta.url);

interface ProgramManifest {
  readonly name: string;
  readonly version: string;
  readonly nixai?: { readonly systemFolder?: string };
}

/** What npm knows of the program. */
export function programManifest(): ProgramManifest {
  return JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as ProgramManifest;
}
