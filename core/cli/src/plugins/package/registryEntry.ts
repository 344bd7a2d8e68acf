import { ExitCode, NixaiError, type Host } from '@nixai/api';
import { notThere, npm } from '../npm/npm.js';
import type { Manifest } from './candidate.js';
import { isVersion } from './names.js';
import type { PluginSpec } from './spec.js';

/** What a registry says of one version of a package. */
export interface RegistryEntry {
  readonly name: string;
  readonly version: string;
  /** The address of its tarball. */
  readonly tarball: string;
  /** SHA-512 of the tarball; absent where the registry knows an older hash only. */
  readonly integrity?: string;
  readonly publisher?: string;
  /** It holds a statement of where the package was built. */
  readonly provenance: boolean;
}

interface Said extends Manifest {
  readonly _npmUser?: unknown;
  readonly maintainers?: unknown;
  readonly dist?: {
    readonly tarball?: unknown;
    readonly integrity?: unknown;
    readonly attestations?: { readonly provenance?: unknown };
  };
}

/**
 * The registry's entry of the newest version that a range allows. Nothing of it is believed before
 * it was looked at: name and version become parts of what npm is asked for.
 * @throws NixaiError `npm-failed` or `integrity-mismatch`.
 */
export async function registryEntry(
  host: Host,
  { name, range }: Extract<PluginSpec, { kind: 'registry' }>,
  signal?: AbortSignal,
): Promise<RegistryEntry> {
  const spec = `${name}@${range}`;
  const printed = await npm(host, ['view', '--json', '--', spec], { signal });
  // Of several versions npm prints a list, the newest last; of none, nothing.
  const found = printed.trim() === '' ? [] : ([JSON.parse(printed)] as unknown[]).flat();
  const newest = found.at(-1) as Said | undefined;
  if (newest === undefined) throw notThere(spec);
  const { version, dist, _npmUser, maintainers } = newest;
  if (newest.name !== name) throw mismatch(spec, name, String(newest.name));
  if (!isVersion(version)) throw mismatch(spec, 'a version', String(version));
  const { tarball, integrity, attestations } = dist ?? {};
  // npm would take a file of this machine as well.
  if (typeof tarball !== 'string' || !/^https?:\/\//.test(tarball))
    throw mismatch(spec, 'at an address of the web', String(tarball));
  const isKnown = typeof integrity === 'string' && integrity.startsWith('sha512-');
  return {
    ...{ name, version, tarball },
    integrity: isKnown ? integrity : undefined,
    publisher: person(_npmUser) ?? person(maintainers),
    provenance: attestations?.provenance !== undefined,
  };
}

/** "ada", of npm's `ada <ada@example.org>`, `{ name }`, or a list of either. */
function person(said: unknown): string | undefined {
  if (Array.isArray(said)) {
    const names = said.map(person).filter((name) => name !== undefined);
    return names.length > 0 ? names.join(', ') : undefined;
  }
  if (typeof said === 'string') return said.replace(/\s*<.*$/, '');
  return (said as { name?: string } | undefined)?.name;
}

/** A package is otherwise than the registry says, or than a registry may say. */
export function mismatch(what: string, said: string, is: string): NixaiError {
  return new NixaiError({
    code: 'integrity-mismatch',
    what: `${what} is not what the registry says it is`,
    why: `it should be ${said}\nand is        ${is}`,
    hint: 'npm cache clean --force',
    exitCode: ExitCode.refused,
  });
}
