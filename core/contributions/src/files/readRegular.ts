import { readFile, stat } from 'node:fs/promises';
import { messageOf, NixaiError, shellWord } from '@nixai/api';

/** Bytes; nothing that a plugin reads is larger. */
const largest = 64 * 2 ** 20;

/**
 * The content of a file that somebody else may have put there: a regular one. A pipe would keep whoever
 * opens it waiting, deaf to signals, and a device has no end.
 * @throws Error as `readFile` does, or with a sentence for a `why` and the code `EODD`.
 */
export async function readRegular(path: string): Promise<Buffer>;
export async function readRegular(path: string, encoding: 'utf8'): Promise<string>;
export async function readRegular(path: string, encoding?: 'utf8'): Promise<Buffer | string> {
  const stats = await stat(path);
  if (!stats.isFile()) throw odd(path, 'is no regular file');
  if (stats.size > largest) throw odd(path, `is larger than ${largest / 2 ** 20} MiB`);
  return readFile(path, encoding);
}

/**
 * The text of such a file; undefined where there is none.
 * @throws NixaiError `file-unreadable`.
 */
export async function textIfThere(path: string): Promise<string | undefined> {
  try {
    return await readRegular(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new NixaiError({
      code: 'file-unreadable',
      what: `${path} cannot be read`,
      why: messageOf(cause),
      hint: `ls -l ${shellWord(path)}`,
      cause,
    });
  }
}

/** In the form that errors of files have. */
const odd = (path: string, why: string): Error =>
  Object.assign(new Error(`${path} ${why}`), { code: 'EODD', path });
