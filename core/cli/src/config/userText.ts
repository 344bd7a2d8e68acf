import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, NixaiError, messageOf, type ConfigText, type FileService } from '@nixai/api';
import { readBounded } from '../readBounded.js';
import type { Surroundings } from './layers.js';
import { userFile } from './places.js';

/** Milliseconds to wait for another nixai that is writing. */
const patience = 10_000;

/** The user's file as it is; an empty text if there is none. */
export function readUserText({ folder, env }: Surroundings): ConfigText {
  const file = userFile(folder, env);
  try {
    return { file, text: readBounded(file) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { file, text: '' };
    throw new NixaiError({
      code: 'config-unreadable',
      what: `${file} cannot be read`,
      why: messageOf(error),
      exitCode: ExitCode.refused,
      cause: error,
    });
  }
}

/** The same once nobody is writing it any more; the lock of one who died at it is gone then. */
export function readSettledText(around: Surroundings, files: FileService): Promise<ConfigText> {
  return whileLocked(around, files, async () => readUserText(around));
}

/** Does something while no other nixai writes the user's file. */
export async function whileLocked<T>(
  { folder }: Surroundings,
  files: FileService,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await files.lock(join(folder, 'config.lock'), patience);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** Writes a new text in the place of `before`, which must still be there; `nixai undo` takes it back. */
export async function writeUserText(
  { file, text: before }: ConfigText,
  text: string,
  about: string,
  files: FileService,
): Promise<void> {
  refuseInStore(file);
  const expect = existsSync(file) ? sha256(before) : '';
  // The file may hold keys: nobody else may read it.
  await files.change([{ path: file, content: text, mode: 0o600, expect }], about);
}

/** Home Manager puts a link to the read-only store where the file would be. */
function refuseInStore(file: string): void {
  const real = realPath(file);
  if (!real.startsWith('/nix/store/')) return;
  throw new NixaiError({
    code: 'config-read-only',
    what: `${file} is made by Home Manager or NixOS`,
    why: `it is a link to ${real}`,
    hint: 'change services.nixai.settings in your configuration instead',
    exitCode: ExitCode.refused,
  });
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
