import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRootOf } from '@nixai/safety/place';

/** The folder of this package; in the program, which holds all rooms, the program's. */
export const packageRoot = packageRootOf(import.meta.url);

/**
 * The folders in whose `node_modules` the plugins are that came with the program: its own in a release,
 * and the top of a checkout, where npm links its workspaces.
 */
export const owners = [packageRoot, join(packageRoot, '../..')] as const;

interface ProgramManifest {
  readonly name: string;
  readonly version: string;
  readonly nixai?: {
    readonly systemFolder?: string;
    /** Each with the first words of its commands. */
    readonly officialPlugins?: Readonly<Record<string, readonly string[]>>;
  };
}

let manifest: ProgramManifest | undefined;

/** What npm knows of the program; read once, as each start asks for it in several places. */
export function programManifest(): ProgramManifest {
  return (manifest ??= JSON.parse(
    readFileSync(join(packageRoot, 'package.json'), 'utf8'),
  ) as ProgramManifest);
}

/** The same line that oclif prints for a version. */
export function versionLine(): string {
  const { name, version } = programManifest();
  return `${name}/${version} ${process.platform}-${process.arch} node-${process.version}`;
}

/**
 * `/etc/nixai`, or what the installed package itself names: who may write that file may change
 * nixai as a whole.
 */
export const systemFolder = (): string => programManifest().nixai?.systemFolder ?? '/etc/nixai';

/** The file of that folder which says what plugins may run. */
export const policyFile = 'plugins.yaml';
