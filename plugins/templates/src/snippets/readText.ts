import { readFile } from 'node:fs/promises';
import { ExitCode, NixaiError, messageOf } from '@nixai/api';

/** @throws NixaiError `merge-unreadable`. */
export async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new NixaiError({
      code: 'merge-unreadable',
      what: `${file} cannot be read`,
      why: messageOf(error),
      hint: 'name a file that you may read',
      exitCode: ExitCode.refused,
    });
  });
}
