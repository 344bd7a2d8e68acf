import { checkLength, type Frame, type FrameReader } from './frameReader.js';

/** Reads newline-delimited JSON; empty lines are skipped. */
export function createNdjsonReader(): FrameReader {
  let rest = '';
  const frames = (lines: readonly string[]): Frame[] =>
    lines.filter((line) => line.trim() !== '').map((data) => ({ data }));
  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      checkLength(rest);
      return frames(lines);
    },
    end: () => frames([rest]),
  };
}
