import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Host } from '@nixai/api';
import { machinesSettings } from './settings.js';

/** A registry's file, and whose it is. */
export interface RegistryPlace {
  readonly file: string;
  readonly kind: 'named' | 'team' | 'private';
}

/** A person's own registry: what it says wins over a team's. */
export const privateRegistry = (host: Host): RegistryPlace => ({
  file: join(host.paths.config, 'machines.yaml'),
  kind: 'private',
});

/**
 * The registries that are read, each over the ones before it: those of the configuration, then the
 * person's own. One that is named for a single command stands alone.
 */
export async function registryPlaces(
  host: Host,
  named?: string,
): Promise<readonly RegistryPlace[]> {
  if (named !== undefined) return [{ file: registryFile(named), kind: 'named' }];
  const { registries } = await (await host.service(machinesSettings))();
  const team = registries.map((path) => ({ file: registryFile(path), kind: 'team' as const }));
  return [...team, privateRegistry(host)];
}

/** The file that a path means: itself, or `machines.yaml` in a folder. */
export function registryFile(path: string): string {
  const whole = resolve(path.replace(/^~(?=$|\/)/, homedir()));
  return /\.ya?ml$/.test(whole) ? whole : join(whole, 'machines.yaml');
}
