import {
  unknownContext,
  type Evidence,
  type LogBlock,
  type LogContext,
  type LogOrigin,
} from '@nixai/api';
import { userFrame } from './frames.js';

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
