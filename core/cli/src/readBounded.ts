import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a file that somebody else may have put there: a regular one of at most that many bytes.
 * @throws Error in words for a `why`.
 */
export function readBounded(file: string, largest = 1 << 20): string {
  const stats = statSync(file);
  if (!stats.isFile()) throw new Error('it is no regular file');
  if (stats.size > largest) throw new Error(`it has more than ${largest} bytes`);
  return readFileSync(file, 'utf8');
}
