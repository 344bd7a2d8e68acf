import { processes, type HostWith, type ProcessRunner } from '@nixai/api';
import type { NamedInput } from '@nixai/nix';
import type { LockedInput } from './lock/lockedInputs.js';

export interface FoundRelease {
  /** `25.05` or `unstable`. */
  readonly release: string;
  /** Where that was read. */
  readonly from: 'flake.lock' | 'flake.nix' | 'nixos-version';
}

/** The release of nixpkgs that a flake is locked to, or else names. */
export function flakeRelease(
  inputs: readonly NamedInput[],
  locked: readonly LockedInput[],
): FoundRelease | undefined {
  const ref = locked.find(({ name }) => name === 'nixpkgs')?.ref;
  const held = ref === undefined ? undefined : releaseOfBranch(ref);
  if (held !== undefined) return { release: held, from: 'flake.lock' };
  const url = inputs.find(({ name }) => name === 'nixpkgs')?.url;
  const named = url === undefined ? undefined : releaseOfBranch(url.replace(/^[^:]*:/, ''));
  return named === undefined ? undefined : { release: named, from: 'flake.nix' };
}

/** `nixos-25.05` and `release-25.05` are 25.05; `nixos-unstable` and `master` are unstable. */
function releaseOfBranch(branch: string): string | undefined {
  return (
    /\b\d\d\.\d\d\b/.exec(branch)?.[0] ?? (/unstable|master/.test(branch) ? 'unstable' : undefined)
  );
}

/** What this machine runs; only for its own configuration. */
export async function runningRelease(
  folder: string,
  host: HostWith<ProcessRunner>,
): Promise<FoundRelease | undefined> {
  if (folder !== '/etc/nixos') return undefined;
  const runner = await host.service(processes);
  if ((await runner.which('nixos-version')) === undefined) return undefined;
  const { code, stdout } = await runner.run(['nixos-version']);
  const release = code === 0 ? /^\d\d\.\d\d/.exec(stdout)?.[0] : undefined;
  return release === undefined ? undefined : { release, from: 'nixos-version' };
}
