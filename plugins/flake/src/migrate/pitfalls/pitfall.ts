import type { Channel } from '../channels/channels.js';
import type { Configuration } from '../read/configuration.js';
import type { Flake } from '../../read/flake.js';

/** What a pitfall is looked for in. */
export interface Look {
  readonly configuration: Configuration;
  /** Where it is one already. */
  readonly flake: Flake | undefined;
  readonly channels: readonly Channel[];
  /** Whether git has a file; undefined where the folder is in no repository. */
  readonly isTracked: (path: string) => boolean | undefined;
  /** Names of all files below the folder. */
  readonly names: readonly string[];
  /** The text of one of them; undefined where it is none that can be read. */
  readonly textOf: (path: string) => string | undefined;
}

/** Where somebody who moves to flakes would fall. */
export interface Finding {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/** One way in which a move to flakes goes wrong later, or silently. */
export interface Pitfall {
  readonly id: string;
  find(look: Look): readonly Omit<Finding, 'rule'>[];
}
