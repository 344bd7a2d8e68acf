import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';

/** What of a stream and an environment decides how to draw. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * Colour or not: `--no-color` and NO_COLOR (any value but the empty one, no-color.org) say no,
 * FORCE_COLOR says yes unless it is 0, TERM=dumb says no, else a terminal decides.
 */
export function wantsColor(stream: Stream, env: NodeJS.ProcessEnv, refused: boolean): boolean {
  if (refused || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

const usual = 80;
const widest = 100;

/** Of Linux: /dev/null is no terminal, which Node's own answer needs its network for. */
const nullDevice = 0x103;

/**
 * Whether a person is at that end, without opening the stream: Node loads all it knows of sockets for
 * one, which most commands never use.
 */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isCharacterDevice() || stat.rdev === nullDevice) return false;
    return isatty(descriptor);
  } catch {
    // It is closed (`<&-`).
    return false;
  }
}

/** Columns to draw in: never over 100, where prose stops being readable; 80 without a terminal. */
export function terminalWidth(stream: Stream, env: NodeJS.ProcessEnv): number {
  const columns = stream.columns ?? Number(env['COLUMNS']);
  return Number.isInteger(columns) && columns > 0 ? Math.min(columns, widest) : usual;
}

/** Whether the locale shows more than ASCII (POSIX: `LC_ALL` over `LC_CTYPE` over `LANG`). */
export function showsUnicode(env: NodeJS.ProcessEnv): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((one) => (one ?? '') !== '');
  return /utf-?8/i.test(locale ?? '');
}
