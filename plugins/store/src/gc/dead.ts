import type { Host } from '@nixai/api';
import { say } from '../programs.js';

/** The store paths that nothing keeps: what Nix would delete, less what is no path (half a build, a lock). */
export async function deadPaths(host: Host, signal: AbortSignal): Promise<readonly string[]> {
  const said = await say(host, 'nix-store', ['nix-store', '--gc', '--print-dead'], { signal });
  const paths = said.split('\n').filter((line) => line.startsWith('/'));
  const invalid = new Set<string>();
  for (let at = 0; at < paths.length; at += 1000) {
    const words = ['--check-validity', '--print-invalid', ...paths.slice(at, at + 1000)];
    const found = await say(host, 'nix-store', ['nix-store', ...words], { signal });
    for (const line of found.split('\n')) invalid.add(line);
  }
  return paths.filter((path) => !invalid.has(path));
}

/** Paths with their unpacked bytes. Not by `nix path-info`: an older one takes a derivation for its outputs. */
export async function sized(
  host: Host,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly { readonly path: string; readonly bytes: number }[]> {
  const sizes: number[] = [];
  for (let at = 0; at < paths.length; at += 1000) {
    const some = paths.slice(at, at + 1000);
    const argv = ['nix-store', '--query', '--size', ...some] as const;
    const said = await say(host, 'nix-store', argv, { signal });
    sizes.push(...said.trim().split('\n').map(Number));
  }
  return paths.map((path, at) => ({ path, bytes: sizes[at] ?? 0 }));
}
