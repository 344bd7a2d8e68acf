import { readFile, stat } from 'node:fs/promises';

/** More than any record of nixai's own has; bytes. */
const largest = 16 * 2 ** 20;

/**
 * The text of a file that nixai itself has written, or should have.
 * @throws Error, also for what is no regular file: a pipe would be waited for.
 */
export async function readOwn(path: string): Promise<string> {
  const stats = await stat(path);
  if (!stats.isFile()) throw Object.assign(new Error('it is no regular file'), { code: 'EISDIR' });
  if (stats.size > largest) throw new Error('it is too large');
  return readFile(path, 'utf8');
}
