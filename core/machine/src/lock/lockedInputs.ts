import { join } from 'node:path';
import { readRegular } from '../readRegular.js';
import { nodeOf, readLock, type Lock, type Source } from './lock.js';

/** What an input of a flake is locked to. */
export interface LockedInput {
  readonly name: string;
  /** `github`, `git`, `path`, `tarball`, … */
  readonly type?: string;
  /** `NixOS/nixpkgs`, for a type that has owners. */
  readonly repository?: string;
  /** The branch or tag that was asked for: `nixos-25.05`. */
  readonly ref?: string;
  /** The address that was asked for, for a type that has one. */
  readonly url?: string;
  readonly rev?: string;
  /** When that revision was made; ISO 8601. */
  readonly date?: string;
}

/** The direct inputs of a `flake.lock`, by name; empty where there is no lock that can be read. */
export async function readFlakeLock(folder: string): Promise<LockedInput[]> {
  const text = await readRegular(join(folder, 'flake.lock'));
  const lock = text === undefined ? undefined : readLock(text);
  return lock === undefined ? [] : lockedInputs(lock);
}

function lockedInputs(lock: Lock): LockedInput[] {
  const inputs = Object.entries(lock.nodes.get(lock.root)?.inputs ?? {});
  return inputs.map(([name, target]) => {
    const { original, locked } = lock.nodes.get(nodeOf(lock, target) ?? '') ?? {};
    const { type, rev, lastModified } = locked ?? {};
    return {
      name,
      type,
      repository: ownedBy(locked) ?? ownedBy(original),
      ref: original?.ref,
      ...(original?.url !== undefined && { url: original.url }),
      rev,
      date: lastModified === undefined ? undefined : new Date(lastModified * 1000).toISOString(),
    };
  });
}

const ownedBy = (source: Source | undefined): string | undefined =>
  source?.owner === undefined ? source?.repo : `${source.owner}/${source.repo}`;
