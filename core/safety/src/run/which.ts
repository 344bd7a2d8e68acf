import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The path of a program on PATH; undefined if it is not there. Folders that are not absolute are
 * passed over: what lies in the current folder is not a program because of that.
 */
export async function which(
  program: string,
  path: string | undefined = process.env['PATH'],
): Promise<string | undefined> {
  if (program === '' || program.includes('/')) return undefined;
  for (const folder of (path ?? '').split(delimiter)) {
    const candidate = join(folder, program);
    if (isAbsolute(folder) && (await isProgram(candidate))) return candidate;
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
