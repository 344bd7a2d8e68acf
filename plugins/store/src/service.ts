import { token, type Task } from '@nixai/api';
import type { BackupRecord } from './records/records.js';

/** Backups of this machine, for other plugins. They say the name again: `token('store.backups')`. */
export interface Backups {
  /** What this machine knows of its backups, the oldest first; asks no repository. */
  list(): Promise<readonly BackupRecord[]>;
  /** The newest one that was read back. */
  newestVerified(): Promise<BackupRecord | undefined>;
  /**
   * Reads a backup of the repository that is set up (`store.repo`), and compares all of it.
   * @param id one of `list`; the newest if absent.
   * @throws NixaiError `store-damaged`, `store-no-place`, and what opening a repository throws.
   */
  verify(
    task: Task,
    id?: string,
  ): Promise<{ readonly id: string; readonly paths: number; readonly bytes: number }>;
  /**
   * Restores a backup of that repository into a folder: all of it is read before the first write, and
   * what was written after it. A file that is there and is another is never written over.
   * @param to an absolute path.
   * @param id one of `list`; the newest if absent.
   * @returns how many store paths and files were read again, and were right.
   * @throws NixaiError as `verify` does, and `store-place` where something is in the way.
   */
  restore(
    task: Task,
    to: string,
    id?: string,
  ): Promise<{ readonly id: string; readonly paths: number; readonly files: number }>;
}

export const backups = token<Backups>('store.backups');
