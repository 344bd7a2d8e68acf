import type { Host } from '@nixai/api';
import { lastLines } from '../faults.js';
import { nix, run } from '../programs.js';

/** So many at once: the kernel takes 2 MB of arguments. */
const atOnce = 500;

/** What Nix found of store paths that it read. */
export interface Contents {
  /** Those whose contents are not what the database has the hash of. */
  readonly changed: readonly string[];
  /** What Nix says where it failed otherwise. */
  readonly failed?: string;
}

/**
 * Has Nix read store paths, and hold each to the hash that the store's database has of it. It changes
 * nothing.
 * @param onRead is told of paths as they are done.
 */
export async function verifyContents(
  host: Host,
  paths: readonly string[],
  { store, signal }: { readonly store?: string | undefined; readonly signal: AbortSignal },
  onRead: (paths: readonly string[]) => void = () => {},
): Promise<Contents> {
  const to = store === undefined ? [] : ['--store', store];
  const changed: string[] = [];
  const failures: string[] = [];
  // By itself the name of a derivation stands for its outputs.
  const derivations = paths.filter((path) => path.endsWith('.drv'));
  const others = paths.filter((path) => !path.endsWith('.drv'));
  for (const [all, words] of [
    [others, []],
    [derivations, ['--derivation']],
  ] as const)
    for (let at = 0; at < all.length; at += atOnce) {
      const some = all.slice(at, at + atOnce);
      const argv = nix('store', 'verify', '--no-trust', ...words, ...to, ...some);
      const { code, stderr } = await run(host, argv, { signal });
      const found = changedIn(stderr);
      changed.push(...found);
      if (code !== 0 && found.length === 0) failures.push(lastLines(stderr));
      onRead(some);
    }
  return { changed, ...(failures.length > 0 && { failed: failures.join('\n') }) };
}

/** The paths of which `nix store verify` says that they were modified. */
const changedIn = (said: string): readonly string[] =>
  [...said.matchAll(/path '([^']+)' was modified!/g)].map(([, path = '']) => path);
