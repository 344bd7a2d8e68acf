import { cleanLines, type CleanLine } from '../log/line.js';
import type { Activities } from '../log/json.js';

/** How many bytes are looked at, at least, on each side of what was found. */
export const reach = 64 * 1024;

/**
 * Windows begin and end on a grid of the whole log, so that what a rule sees depends neither on the
 * pieces in which the log comes nor on what else was found.
 */
export const cell = 32 * 1024;

/** A stretch of the log as lines. */
export interface Window {
  /** Where its cell begins in the whole log. */
  readonly cell: number;
  readonly lines: readonly CleanLine[];
}

const newline = 0x0a;

/** The whole lines of `bytes` around the cell that an offset lies in. */
export function windowAround(
  bytes: Buffer,
  base: number,
  offset: number,
  lineNumber: number,
  activities: Activities,
): Window {
  const start = cellOf(base + offset);
  const from = lineStart(bytes, Math.max(0, start - reach - base));
  const to = lineEnd(bytes, Math.min(bytes.length, start + cell + reach - base));
  const number = lineNumber - countNewlines(bytes, from, offset);
  return { cell: start, lines: linesOf(bytes.subarray(from, to), number, activities) };
}

/** Where the cell begins that a place of the whole log lies in. */
export function cellOf(place: number): number {
  return Math.floor(place / cell) * cell;
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
