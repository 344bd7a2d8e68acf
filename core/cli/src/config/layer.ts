import type { ConfigFinding, ConfigKey, ConfigOrigin } from '@nixai/api';

/** Where something stands in a file, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A value and where it was read. */
export interface Setting {
  readonly value: unknown;
  /** The file, or the environment variable. */
  readonly from: string;
}

/** What one file, or the environment, says. */
export interface Layer {
  readonly origin: ConfigOrigin;
  /** Core keys by their dotted path. */
  readonly settings: ReadonlyMap<ConfigKey, Setting>;
  readonly findings: readonly ConfigFinding[];
  /** The file it was read from. */
  readonly file?: string;
  /** What may be a plugin's section: top-level names that are not core's. */
  readonly sections: ReadonlyMap<string, unknown>;
  /** Where a path stands in the file: its value, or its key. */
  locate(path: readonly string[], at: 'key' | 'value'): Position | undefined;
}
