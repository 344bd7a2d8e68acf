import type { Host } from '../host.js';
import type { RunResult } from '../services/index.js';

/** A file system. */
export interface HealthSpace {
  /** Bytes. */
  readonly size: number;
  /** Bytes that are left, also for root. */
  readonly free: number;
  /** Bytes that are left for anybody. */
  readonly available: number;
  readonly files: number;
  readonly filesFree: number;
}

/**
 * The machine that is looked at: this one, or a folder that holds another's root. Everything that it
 * gives is read; nothing is changed. What is not there is undefined; what cannot be read throws
 * an error that says why.
 */
export interface HealthMachine {
  /** `/` for this machine. */
  readonly root: string;
  /** Whether it runs, so that its programs can be asked. */
  readonly live: boolean;
  /** Whether it is reached by what this process does itself: its files, its network, its Nix. */
  readonly here: boolean;
  readonly offline: boolean;
  readonly now: Date;
  /** Whether root looks. */
  readonly isRoot: boolean;
  readonly host: Host;
  readonly signal: AbortSignal;
  /** The folder of its configuration; absolute, as that machine names it. */
  readonly configuration: string;
  /** Units that no fix may touch, and whose failure is critical. */
  readonly criticalUnits: readonly string[];
  /** A text file of 4 MiB at most. */
  read(path: string): Promise<string | undefined>;
  /** Names in a folder, sorted; none where there is no folder. */
  list(path: string): Promise<readonly string[]>;
  /** What a symbolic link says. */
  link(path: string): Promise<string | undefined>;
  /** The path after all links, as that machine names it. */
  resolve(path: string): Promise<string | undefined>;
  /** Bytes and time of the thing itself, not of what it links to. */
  stat(path: string): Promise<{ readonly size: number; readonly changed: Date } | undefined>;
  space(path: string): Promise<HealthSpace | undefined>;
  /**
   * What a program says.
   * @throws Error where it is not there, or takes too long.
   */
  run(argv: readonly [string, ...string[]], options?: HealthProgramOptions): Promise<RunResult>;
  /** The same, where it has to end well; its stdout. */
  say(argv: readonly [string, ...string[]], options?: HealthProgramOptions): Promise<string>;
  /** The same as JSON. */
  json(argv: readonly [string, ...string[]], options?: HealthProgramOptions): Promise<unknown>;
  /** The value that several checks need, read once. */
  once<T>(what: string, read: () => Promise<T>): Promise<T>;
}

export interface HealthProgramOptions {
  /** Milliseconds; the check's own deadline when absent. */
  readonly timeout?: number;
}
