import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isNixaiError, type NixaiError, type Paths } from '@nixai/api';

/** A new folder for one test, and nixai's own folders in it. */
export function temporaryFolder() {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'nixai-safety-')));
  const at = (...names: string[]): string => join(path, ...names);
  const paths: Paths = {
    config: at('own/config'),
    data: at('own/data'),
    cache: at('own/cache'),
    state: at('own/state'),
    runtime: at('own/runtime'),
  };
  return { path, at, paths, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The NixaiError that the work ends with. */
export async function faultOf(work: Promise<unknown>): Promise<NixaiError> {
  try {
    await work;
  } catch (error) {
    if (isNixaiError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
