import { unknownContext, type LogContext } from './context.js';
import { userFrame, type Frame } from './frame.js';
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

const reach = 40;

/**
 * The evidence of one match.
 * @param index of the matched line in the block.
 */
export function createEvidence(
  block: LogBlock,
  index: number,
  match: RegExpExecArray,
  origin: LogOrigin = {},
  context: LogContext = unknownContext,
): Evidence {
  const { lines } = block;
  const line = lines[index] ?? { text: match.input, number: 0 };
  const search = (pattern: RegExp, at: number): RegExpExecArray | undefined =>
    pattern.exec(lines[at]?.text ?? '') ?? undefined;
  return {
    line,
    block,
    origin,
    context,
    get: (group) => match.groups?.[group] ?? '',
    before(pattern, within = reach) {
      for (let at = index - 1; at >= Math.max(0, index - within); at--) {
        const found = search(pattern, at);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    after(pattern, within = reach) {
      for (let at = index + 1; at <= Math.min(lines.length - 1, index + within); at++) {
        const found = search(pattern, at);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    all: (pattern) =>
      lines.flatMap((_, at) => {
        const found = search(pattern, at);
        return found === undefined ? [] : [found];
      }),
    below: (count) => lines.slice(index + 1, index + 1 + count).map(({ text }) => text),
    frame: () => userFrame(lines, index),
  };
}
