import type { Prompt } from './command.js';
import type { TaskEvent } from './task.js';
import type { View } from './view.js';

/** What a running command says, to whoever called it. */
export type SessionEvent =
  /** A part of the answer as it comes. */
  | { readonly type: 'text'; readonly text: string }
  /** A line for a person that is no part of the answer. */
  | { readonly type: 'notice'; readonly text: string }
  /** What it is at. */
  | { readonly type: 'progress'; readonly label: string }
  /** How far long work is. */
  | { readonly type: 'task'; readonly event: TaskEvent }
  /** What `emit` was given. */
  | { readonly type: 'event'; readonly data: unknown };

/** Who calls commands from inside of the process, and how. All that is not said is quiet and plain. */
export interface Session {
  readonly signal?: AbortSignal;
  /** Connects to nothing beyond this machine, as `--offline`. */
  readonly offline?: boolean;
  /** Who answers questions. Without one, each is refused with `not-interactive`. */
  readonly prompt?: Prompt;
  /** Where results are drawn. Without one, commands run as with `--json`. */
  readonly view?: View;
  /** Told of everything that is said on the way. */
  readonly sink?: (event: SessionEvent) => void;
}
