import type { LockChecked } from '../commands/flake/check-lock.js';
import { readFlake } from '../read/flake.js';
import { lockOf, readFolder } from '../read/folder.js';
import { thisSystem } from '../read/system.js';
import { lockFacts } from './facts.js';
import { reached } from '@nixai/machine/lock';

/**
 * What a folder's lock tells.
 * @throws NixaiError `flake-unreadable`, `flake-lock-missing`.
 */
export function checkLock(path: string, today: Date): LockChecked {
  const folder = readFolder(path);
  const { text, file } = folder;
  const lock = lockOf(folder);
  const flake = readFlake(text, { lock, system: thisSystem() });
  return {
    file: file.replace(/flake\.nix$/, 'flake.lock'),
    version: lock.version,
    inputs: Object.keys(lock.nodes.get(lock.root)?.inputs ?? {}).length,
    nodes: reached(lock).size - 1,
    facts: lockFacts(lock, flake?.inputs, today),
  };
}
