/** What came of one of several pieces of work. */
export type Settled<I, T> =
  | { readonly item: I; readonly ok: true; readonly value: T }
  | { readonly item: I; readonly ok: false; readonly error: unknown };

export interface AllOptions<I> {
  /** What a person sees of the item. */
  readonly title: (item: I) => string;
  /** How many at once; 1 or more. */
  readonly concurrency: number;
  /** `stop` ends the others with the first failure and throws it; `collect` lets all come to an end. */
  readonly onError: 'stop' | 'collect';
}

/** A piece of long work that is going on, with smaller ones below it. */
export interface Task {
  /** Aborted by Ctrl-C, and where work beside this one has failed and all is to stop. */
  readonly signal: AbortSignal;
  /** A step below. Its failure is thrown here too. */
  step<T>(title: string, work: (task: Task) => Promise<T>): Promise<T>;
  /**
   * A step for each item, several at once. What an interruption ends is thrown, whatever `onError`.
   * @returns the outcomes in the order of the items.
   */
  all<I, T>(
    items: readonly I[],
    options: AllOptions<I>,
    work: (item: I, task: Task) => Promise<T>,
  ): Promise<readonly Settled<I, T>[]>;
  /** How far it is. Without `total` it is only counted; nothing is ever estimated. */
  progress(done: number, total?: number, unit?: TaskUnit): void;
  /** What it is at, in a few words: `linking`. */
  status(text: string): void;
  /** A line that stays: what a program says. */
  log(line: string): void;
  /** Ends it as left out, with the reason; the work returns as usual. */
  skip(why: string): void;
}

export type TaskUnit = 'bytes' | 'items';

/**
 * Long work as a tree of steps: drawn at a terminal once it takes over a second, plain lines
 * elsewhere, events for programs.
 */
export interface Tasks {
  /** Runs a piece of work. What it returns or throws is returned or thrown. */
  run<T>(title: string, work: (task: Task) => Promise<T>): Promise<T>;
}

/** What happens to a task, in the order it happens. `task` numbers are unique in a command. */
export type TaskEvent = { readonly task: number } & (
  | { readonly type: 'start'; readonly title: string; readonly parent?: number }
  | {
      readonly type: 'progress';
      readonly done: number;
      readonly total?: number;
      readonly unit: TaskUnit;
    }
  | { readonly type: 'status'; readonly text: string }
  | { readonly type: 'log'; readonly line: string }
  | {
      readonly type: 'end';
      readonly outcome: 'done' | 'failed' | 'skipped';
      /** Why it failed or was left out. */
      readonly why?: string;
      readonly milliseconds: number;
    }
);
