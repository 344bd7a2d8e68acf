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
import { notThere, npm, workFolder } from '../npm/npm.js';
import { broughtAlong, manifestIn } from './needs.js';
import { isPackageName, isVersion } from './names.js';
import { largestTarball, readTarball, tooLarge, type PackedFiles } from './tarball.js';
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

interface RegistryManifest extends Manifest {
  readonly _npmUser?: unknown;
  readonly maintainers?: unknown;
  readonly dist?: {
    readonly tarball?: string;
    readonly integrity?: string;
    readonly attestations?: { readonly provenance?: unknown };
  };
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
  const registry = spec.kind === 'registry' ? await view(host, spec, signal) : undefined;
  const exact = registry === undefined ? npmSpec(spec) : `${registry.name}@${registry.version}`;
  const tarball = await fetchTarball(host, spec, exact, signal);
  const bytes = await readFile(tarball);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const files = await readTarball(bytes);
  const manifest = manifestOf(files, exact);
  const { dist } = registry ?? {};
  if (dist?.integrity?.startsWith('sha512-') === true && dist.integrity !== integrity)
    throw mismatch(exact, dist.integrity, integrity);
  const is = `${manifest.name}@${manifest.version}`;
  if (registry !== undefined && is !== exact) throw mismatch(exact, exact, is);
  return {
    ...manifest,
    source: spec.kind,
    from: spec.kind === 'registry' ? (dist?.tarball ?? exact) : spec.from,
    publisher: person(registry?._npmUser) ?? person(registry?.maintainers),
    integrity,
    provenance: dist?.attestations?.provenance !== undefined,
    spec,
    tarball,
    files,
  };
}

/** The tarball as a file. One that is a file already npm need not touch. */
async function fetchTarball(
  host: Host,
  spec: PluginSpec,
  exact: string,
  signal?: AbortSignal,
): Promise<string> {
  if (spec.kind === 'tarball' && !/^https?:/.test(spec.from)) {
    const stats = statSync(spec.from);
    if (!stats.isFile() || stats.size > largestTarball) throw tooLarge(spec.from);
    return spec.from;
  }
  const folder = await workFolder(host);
  const packed = JSON.parse(
    await npm(host, ['pack', '--json', '--pack-destination', folder, '--', exact], { signal }),
  ) as readonly { readonly filename: string }[];
  return join(folder, basename(packed[0]?.filename ?? ''));
}

/** The registry's entry of the newest version that the range allows. */
async function view(host: Host, spec: PluginSpec, signal?: AbortSignal): Promise<RegistryManifest> {
  const printed = await npm(host, ['view', '--json', '--', npmSpec(spec)], { signal });
  // Of several versions npm prints a list, the newest last; of none, nothing.
  const found = printed.trim() === '' ? [] : ([JSON.parse(printed)] as unknown[]).flat();
  const newest = found.at(-1) as RegistryManifest | undefined;
  if (newest === undefined) throw notThere(npmSpec(spec));
  if (spec.kind === 'registry' && newest.name !== spec.name)
    throw mismatch(npmSpec(spec), spec.name, String(newest.name));
  return newest;
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

/** "ada", of npm's `ada <ada@example.org>`, `{ name }`, or a list of either. */
function person(said: unknown): string | undefined {
  if (Array.isArray(said)) {
    const names = said.map(person).filter((name) => name !== undefined);
    return names.length > 0 ? names.join(', ') : undefined;
  }
  if (typeof said === 'string') return said.replace(/\s*<.*$/, '');
  return (said as { name?: string } | undefined)?.name;
}

function mismatch(what: string, said: string, is: string): NixaiError {
  return new NixaiError({
    code: 'integrity-mismatch',
    what: `${what} is not what the registry says it is`,
    why: `it should be ${said}\nand is        ${is}`,
    hint: 'npm cache clean --force',
    exitCode: ExitCode.refused,
  });
}
