import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  ExitCode,
  NixaiError,
  messageOf,
  type Host,
  type PluginEffect,
  type PluginManifest,
} from '@nixai/api';
import { faultOfManifest } from '../../host/manifest.js';
import { npm, workFolder } from '../npm/npm.js';
import { broughtAlong, manifestIn } from './needs.js';
import { isPackageName, isPartOfNixai, isVersion } from './names.js';
import { largestTarball, readTarball, tooLarge, type PackedFiles } from './tarball.js';
import { mismatch, registryEntry } from './registryEntry.js';
import { npmSpec, type PluginSpec } from './spec.js';

/** What is known of a package before it is installed: its bytes are here, nothing of it has run. */
export interface Candidate {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly source: PluginSpec['kind'];
  /** The registry's address of the tarball, the git address or the path. */
  readonly from: string;
  /** Who published it, as the registry says; absent for what comes from no registry. */
  readonly publisher?: string;
  /** SHA-512 of the tarball, as in a lock file: `sha512-…`. */
  readonly integrity: string;
  /** The registry holds a statement of where it was built. nixai does not check it. */
  readonly provenance: boolean;
  /** The api versions it was written for: `^1.0.0`. */
  readonly apiRange?: string;
  /** What it says that it does beyond reading; absent where it does not say. */
  readonly effects?: readonly PluginEffect[];
  /** Plugins that it cannot do without. */
  readonly needs: readonly string[];
  /** Names of its install scripts; they never run. */
  readonly scripts: readonly string[];
  readonly spec: PluginSpec;
  /** Absolute path of its tarball. */
  readonly tarball: string;
  readonly files: PackedFiles;
}

export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: unknown;
  readonly description?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  /** npm reads both spellings; `true` stands for all. */
  readonly bundleDependencies?: readonly string[] | boolean;
  readonly bundledDependencies?: readonly string[] | boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly oclif?: {
    readonly commands?: unknown;
    readonly hooks?: Readonly<Record<string, unknown>>;
  };
  readonly nixai?: PluginManifest;
}

/**
 * Fetches a package and looks at it.
 * @throws NixaiError `npm-failed`, `not-a-plugin` or `integrity-mismatch`.
 */
export async function lookAt(
  host: Host,
  spec: PluginSpec,
  signal?: AbortSignal,
): Promise<Candidate> {
  const registry = spec.kind === 'registry' ? await registryEntry(host, spec, signal) : undefined;
  const from = registry?.tarball ?? npmSpec(spec);
  const tarball = await fetchTarball(host, spec, from, signal);
  const bytes = await readFile(tarball);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const files = await readTarball(bytes);
  const exact = registry === undefined ? from : `${registry.name}@${registry.version}`;
  const manifest = manifestOf(files, exact);
  if (registry?.integrity !== undefined && registry.integrity !== integrity)
    throw mismatch(exact, registry.integrity, integrity);
  const is = `${manifest.name}@${manifest.version}`;
  if (registry !== undefined && is !== exact) throw mismatch(exact, exact, is);
  return {
    ...manifest,
    source: spec.kind,
    from,
    publisher: registry?.publisher,
    integrity,
    provenance: registry?.provenance ?? false,
    spec,
    tarball,
    files,
  };
}

/** Whether what is there may be another thing the next time: an address, and no file of one's own. */
export const isFetched = (spec: PluginSpec): boolean =>
  spec.kind === 'git' || (spec.kind === 'tarball' && /^https?:/.test(spec.from));

/** The tarball as a file. One that is a file already npm need not touch. */
async function fetchTarball(
  host: Host,
  spec: PluginSpec,
  from: string,
  signal?: AbortSignal,
): Promise<string> {
  if (spec.kind === 'tarball' && !isFetched(spec)) {
    const stats = statSync(spec.from);
    if (!stats.isFile() || stats.size > largestTarball) throw tooLarge(spec.from);
    return spec.from;
  }
  const folder = await workFolder(host);
  // By its address and no other: by its name npm would ask again where it is.
  const literally = ['--replace-registry-host=never', '--pack-destination', folder];
  const packed = JSON.parse(
    await npm(host, ['pack', '--json', ...literally, '--', from], { signal }),
  ) as readonly { readonly filename: string }[];
  return join(folder, basename(packed[0]?.filename ?? ''));
}

function manifestOf(files: PackedFiles, typed: string) {
  const manifest = readManifest(files, typed);
  const { name, version, license, dependencies, scripts = {}, oclif } = manifest;
  if (name === undefined || version === undefined || !isPlugin(oclif))
    throw noPlugin(
      name ?? typed,
      'its package.json names neither commands nor a nixai:register hook under "oclif"',
    );
  // Both become parts of paths.
  if (!isPackageName(name) || !isVersion(version))
    throw noPlugin(typed, 'its package.json has a name or a version that no package can have');
  if (isPartOfNixai(name)) throw noPlugin(typed, `it is called ${name}, as a part of nixai is`);
  const stowaway = broughtAlong(files)[0];
  if (stowaway !== undefined && !bundles(manifest))
    throw noPlugin(
      `${name} ${version}`,
      `it brings ${stowaway}, and names nothing under "bundleDependencies"`,
    );
  const fault = faultOfManifest(manifest.nixai);
  if (fault !== undefined)
    throw new NixaiError({
      code: 'not-a-plugin',
      what: `${name} cannot be used`,
      why: fault,
      exitCode: ExitCode.refused,
    });
  return {
    name,
    version,
    effects: manifest.nixai?.effects,
    needs: manifest.nixai?.needs ?? [],
    license: typeof license === 'string' ? license : undefined,
    apiRange: dependencies?.['@nixai/api'],
    scripts: Object.keys(scripts).filter((one) => /^(pre|post)?(install|prepare)$/.test(one)),
  };
}

function readManifest(files: PackedFiles, typed: string): Manifest {
  try {
    return manifestIn(files);
  } catch (cause) {
    throw noPlugin(typed, `its package.json cannot be read: ${messageOf(cause)}`);
  }
}

function bundles({ bundleDependencies, bundledDependencies }: Manifest): boolean {
  const bundled = bundleDependencies ?? bundledDependencies ?? [];
  return bundled === true || (Array.isArray(bundled) && bundled.length > 0);
}

function noPlugin(what: string, why: string): NixaiError {
  return new NixaiError({
    code: 'not-a-plugin',
    what: `${what} is no plugin of nixai`,
    why,
    exitCode: ExitCode.refused,
  });
}

function isPlugin(oclif: Manifest['oclif']): boolean {
  return oclif?.commands !== undefined || oclif?.hooks !== undefined;
}
