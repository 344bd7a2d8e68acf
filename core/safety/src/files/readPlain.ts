import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** A pipe that somebody puts in the place of a file is not waited for. */
const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** The bytes of a regular file, and of nothing else, whatever stood there a moment ago. */
export async function readPlain(path: string): Promise<Buffer> {
  const handle = await open(path, withoutWaiting);
  try {
    if (!(await handle.stat()).isFile())
      throw Object.assign(new Error('it is no regular file'), { code: 'EISDIR' });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
