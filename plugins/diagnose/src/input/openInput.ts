import { createReadStream, fstatSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { ExitCode, NixaiError, messageOf } from '@nixai/api';

/** A log to read, and what to call it. */
export interface LogInput {
  /** The file, or `stdin`. */
  readonly name: string;
  readonly stream: Readable;
}

const chunkSize = 1024 * 1024;

/**
 * Opens a log file, or what is piped in.
 * @throws NixaiError `log-unreadable` (exit 5), or `usage` (exit 2) where there is nothing to read.
 * @param follow whether what is appended to the file is read as well.
 */
export async function openInput(file: string | undefined, follow: boolean): Promise<LogInput> {
  if (file !== undefined && file !== '-') return openFile(file, follow);
  if (process.stdin.isTTY === true || !isPiped())
    throw new NixaiError({
      code: 'usage',
      what: 'there is no log to read',
      hint: 'nixai diagnose FILE, or: nixos-rebuild switch 2>&1 | nixai diagnose',
      exitCode: ExitCode.usage,
    });
  return { name: 'stdin', stream: process.stdin };
}

async function openFile(file: string, follow: boolean): Promise<LogInput> {
  try {
    const stats = await stat(file);
    if (stats.isDirectory()) throw new Error('it is a folder');
    // `/dev/zero` has no end.
    if (stats.isCharacterDevice() || stats.isBlockDevice()) throw new Error('it is a device');
    if (follow) return { name: file, stream: (await import('./followFile.js')).followFile(file) };
    const stream = createReadStream(file, { highWaterMark: chunkSize });
    await new Promise<void>((resolve, reject) => {
      stream.once('open', () => resolve());
      stream.once('error', reject);
    });
    return { name: file, stream };
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** A log that cannot be read, or not to its end. */
export function unreadable(name: string, error: unknown): NixaiError {
  return new NixaiError({
    code: 'log-unreadable',
    what: `the log ${name} cannot be read`,
    why: messageOf(error),
    hint: 'nixai diagnose --help',
    exitCode: ExitCode.refused,
    cause: error,
  });
}

function isPiped(): boolean {
  try {
    const about = fstatSync(0);
    return about.isFIFO() || about.isFile() || about.isSocket();
  } catch {
    // A closed stdin (`<&-`).
    return false;
  }
}
