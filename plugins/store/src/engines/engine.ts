import type { Host, Task } from '@nixai/api';
import type { Damage } from '../bundles/verify.js';

/** A backup in a repository. */
export interface Snapshot {
  readonly id: string;
  /** ISO 8601. */
  readonly made: string;
  readonly host: string;
  /** The repository's own name of it, where it has one. */
  readonly own?: string;
}

/** What of a backup is wanted: the manifest with its paths alone, the files of the machine with it, or all. */
export type Wanted = 'manifest' | 'files' | 'all';

/** A backup as files on this machine, until it is let go. */
export interface Brought {
  /** The bundle (`bundle/layout.ts`); not checked yet. */
  readonly bundle: string;
  letGo(): Promise<void>;
}

/** What putting a backup into a repository came to. */
export interface Kept {
  /** Bytes that the repository grew by; absent where that is what was copied to the bundle. */
  readonly added?: number;
  /** The repository's own name of it, where it has one. */
  readonly own?: string;
}

/** What keeps backups. Each is put together in a bundle first; the engine keeps bundles, and gives them back. */
export interface StoreEngine {
  readonly name: 'restic' | 'nix-cache';
  /** Where it keeps them, without passwords. */
  readonly place: string;
  /** Whether what is in it can only be read with a password. */
  readonly encrypted: boolean;
  /** What is read back after a backup: all of it, what was added, or a share of that. */
  readonly readsBack: 'all' | 'added' | 'share';
  /** The bundle in which the next backup is put together. */
  readonly bundle: string;
  /** Other programs' versions, for the manifest. */
  readonly tools: Readonly<Record<string, string>>;
  /** Makes the repository where there is none; undefined where it needs no making. */
  readonly make?: (task: Pick<Task, 'signal'>) => Promise<void>;
  /** Whether it can be opened. @throws NixaiError where it cannot. */
  readonly ready?: (task: Pick<Task, 'signal'>) => Promise<void>;
  /** Keeps the backup of that id, which is whole in the bundle. */
  keep(id: string, task: Task): Promise<Kept>;
  /** All finished backups, the oldest first. */
  snapshots(task: Pick<Task, 'signal'>): Promise<readonly Snapshot[]>;
  /**
   * Brings a backup back.
   * @param also with the manifest and the files: these of the cache, by their names below `cache/`, where
   * `*`, `?` and `[abc]` mean what they mean to a shell. More may come.
   */
  bring(snapshot: Snapshot, wanted: Wanted, task: Task, also?: readonly string[]): Promise<Brought>;
  /** What of the repository's own structure is damaged; with `deep` all of its data is read. */
  check(deep: boolean, task: Task, subset?: string): Promise<readonly Damage[]>;
  /** Takes backups away for good. */
  forget(snapshots: readonly Snapshot[], task: Task): Promise<void>;
}

/** How a repository is found and opened. */
export interface Access {
  readonly host: Host;
  readonly signal: AbortSignal;
  /** Where bundles are put together on their way to a repository. */
  readonly staging: string;
  readonly passwordFile?: string;
  readonly passwordCommand?: string;
  /** Words for restic's `-o`. */
  readonly options: readonly string[];
}
