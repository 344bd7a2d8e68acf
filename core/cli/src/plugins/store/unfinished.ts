import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Paths } from '@nixai/api';
import { xdgPaths } from '../../host/paths.js';

/** Milliseconds: who changes the plugins may be fetching some. */
export const storePatience = 30_000;
export const storeLock = (data: string): string => join(data, 'plugins.lock');

/**
 * Puts in place what a change of the plugins had done when it was cut off, before they are loaded.
 * Nearly free where there is nothing.
 */
export async function finishStoreChange(paths: Paths = xdgPaths()): Promise<void> {
  if (!isUnfinished(paths)) return;
  const [{ messageOf }, { createFileService }] = await Promise.all([
    import('@nixai/api'),
    import('@nixai/safety'),
  ]);
  try {
    const files = await createFileService({ paths });
    const lock = await files.lock(storeLock(paths.data), storePatience);
    await finishUnderLock(paths).finally(() => lock.release());
  } catch (error) {
    // Every other command still does its work.
    process.emitWarning(`a change of the plugins could not be finished: ${messageOf(error)}`);
  }
}

/** The same, by the process that changes the plugins. */
export async function finishUnderLock(paths: Paths): Promise<void> {
  if (!isUnfinished(paths)) return;
  const { putCopyInPlace } = await import('@nixai/safety');
  await putCopyInPlace(paths.data);
}

const isUnfinished = ({ data }: Paths): boolean => existsSync(join(data, '.done'));
