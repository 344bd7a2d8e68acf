import { cleanLines, type CleanLine } from '../log/line.js';
import type { Activities } from '../log/json.js';

/** How many bytes are looked at on each side of what was found. */
export const reach = 64 * 1024;

/** A stretch of the log as lines. */
export interface Window {
  /** Offsets in the buffer. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly CleanLine[];
}

const newline = 0x0a;

/** The whole lines of `bytes` around an offset, at most `reach` to each side. */
export function windowAround(
  bytes: Buffer,
  offset: number,
  lineNumber: number,
  activities: Activities,
): Window {
  const from = lineStart(bytes, Math.max(0, offset - reach));
  const to = lineEnd(bytes, Math.min(bytes.length, offset + reach));
  const number = lineNumber - countNewlines(bytes, from, offset);
  return { from, to, lines: linesOf(bytes.subarray(from, to), number, activities) };
}

/** Lines of a stretch; one that is too long is cut at its end. */
function linesOf(bytes: Buffer, first: number, activities: Activities): CleanLine[] {
  return bytes
    .toString()
    .split('\n')
    .flatMap((raw, index) => cleanLines(raw.slice(0, longestPart), first + index, activities));
}

const longestPart = 16_384;

function lineStart(bytes: Buffer, offset: number): number {
  return offset === 0 ? 0 : bytes.lastIndexOf(newline, offset - 1) + 1;
}

function lineEnd(bytes: Buffer, offset: number): number {
  const end = bytes.indexOf(newline, offset);
  return end < 0 || end > offset + longestPart ? Math.min(bytes.length, offset + longestPart) : end;
}

/** How many lines end in a stretch. */
export function countNewlines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (
    let at = bytes.indexOf(newline, from);
    at >= 0 && at < to;
    at = bytes.indexOf(newline, at + 1)
  )
    count++;
  return count;
}
