import { isObject } from './manifest.js';

/** A tarball that a lock file asks for. */
export interface LockedTarball {
  readonly url: string;
  /** SRI, of one or of several algorithms. */
  readonly integrity?: string;
}

export interface NpmLock {
  readonly version: number;
  /** Each once, sorted by address. */
  readonly tarballs: readonly LockedTarball[];
  /** Packages from git or another place that has no tarball of a registry. */
  readonly elsewhere: readonly string[];
  /** Entries that name no address (`omit-lockfile-registry-resolved`). */
  readonly withoutAddress: readonly string[];
  readonly names: ReadonlySet<string>;
  /** Packages whose install script builds something. */
  readonly built: readonly string[];
}

/** The algorithms of checksums, the strongest first. */
export const algorithms = ['sha512', 'sha384', 'sha256', 'sha1'];

/** An address as npm's fetcher in nixpkgs writes it: the host in small letters, no usual port. */
function writtenAddress(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).href : undefined;
}

/** A lock may have one tarball with an old checksum and with a new one: the fetcher takes the stronger one. */
function stronger(one: string | undefined, other: string | undefined): string | undefined {
  const rank = (sri = '') => algorithms.findIndex((name) => sri.includes(`${name}-`));
  if (one === undefined || other === undefined) return one ?? other;
  return rank(other) < rank(one) ? other : one;
}

/** Reads `package-lock.json` or `npm-shrinkwrap.json` of versions 1 to 3; undefined where it is none. */
export function parseNpmLock(source: string | undefined): NpmLock | undefined {
  let value: unknown;
  try {
    value = JSON.parse(source ?? '');
  } catch {
    return undefined;
  }
  if (!isObject(value) || typeof value['lockfileVersion'] !== 'number') return undefined;
  const tarballs = new Map<string, string | undefined>();
  const elsewhere: string[] = [];
  const withoutAddress: string[] = [];
  const names = new Set<string>();
  const built: string[] = [];
  const take = (name: string, one: Record<string, unknown>): void => {
    names.add(name);
    if (one['hasInstallScript'] === true) built.push(name);
    const address =
      one['resolved'] ??
      (typeof one['version'] === 'string' && /^(?:https?|git)/.test(one['version'])
        ? one['version']
        : undefined);
    if (one['bundled'] === true || one['link'] === true) return;
    if (typeof address !== 'string') {
      // It comes inside of another package, but for those that have an address as well.
      if (one['inBundle'] !== true) withoutAddress.push(name);
      return;
    }
    const url = /^https?:\/\//i.test(address) ? writtenAddress(address) : undefined;
    if (url === undefined) return void elsewhere.push(name);
    const integrity = typeof one['integrity'] === 'string' ? one['integrity'] : undefined;
    tarballs.set(url, stronger(integrity, tarballs.get(url)));
  };
  if (isObject(value['packages'])) {
    for (const [path, one] of Object.entries(value['packages']))
      if (path.includes('node_modules/') && isObject(one))
        take(path.slice(path.lastIndexOf('node_modules/') + 13), one);
  } else {
    const walk = (of: unknown, depth: number): void => {
      if (!isObject(of) || depth > 64) return;
      for (const [name, one] of Object.entries(of)) {
        if (!isObject(one)) continue;
        take(name, one);
        walk(one['dependencies'], depth + 1);
      }
    };
    walk(value['dependencies'], 0);
  }
  return {
    version: value['lockfileVersion'],
    tarballs: [...tarballs]
      .map(([url, integrity]) => ({ url, integrity }))
      .sort((one, other) => (one.url < other.url ? -1 : 1)),
    elsewhere,
    withoutAddress,
    names,
    built,
  };
}
