import type { LogContext } from './context.js';
import type { Frame } from './frame.js';
import type { LogBlock, LogLine, LogOrigin } from './log.js';

/** What a rule gets to see: the line that matched, what stands around it, and where it comes from. */
export interface Evidence {
  readonly line: LogLine;
  readonly block: LogBlock;
  readonly origin: LogOrigin;
  /** What was run, on what, and whose the files are. */
  readonly context: LogContext;
  /** What the pattern's named group holds; empty if it took no part. */
  get(group: string): string;
  /** The nearest match above the line, at most so many lines (40) away. */
  before(pattern: RegExp, within?: number): RegExpExecArray | undefined;
  /** The nearest match below the line, at most so many lines (40) away. */
  after(pattern: RegExp, within?: number): RegExpExecArray | undefined;
  /** Every match in the block, in order; at most one a line. */
  all(pattern: RegExp): readonly RegExpExecArray[];
  /** Lines below the line, for what has no fixed form. */
  below(count: number): readonly string[];
  /** Where the user's own source is at fault, by the evaluation's trace. */
  frame(): Frame | undefined;
}
