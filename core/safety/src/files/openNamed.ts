import { closeSync, constants, createReadStream, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';

const chunkSize = 1024 * 1024;

/**
 * Opens a file that somebody has named: a regular one, or a pipe as `<(…)` makes it, which is waited
 * for. A device, which has no end, a folder and a socket are refused.
 * @throws Error in words for a `why`.
 */
export function openNamed(path: string, signal?: AbortSignal): Readable {
  const fd = openWithoutWaiting(path);
  try {
    const stats = fstatSync(fd);
    if (stats.isDirectory()) throw new Error('it is a folder');
    if (stats.isCharacterDevice() || stats.isBlockDevice()) throw new Error('it is a device');
    const stream = stats.isFIFO()
      ? new Socket({ fd, readable: true, writable: false })
      : createReadStream('', { fd, highWaterMark: chunkSize });
    return signal === undefined ? stream : addAbortSignal(signal, stream);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/**
 * To open a pipe that nobody writes to yet blocks a thread of Node, which then ends by no signal;
 * opened like this, it is the event loop that waits.
 */
function openWithoutWaiting(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO')
      throw new Error('it is a socket', { cause: error });
    throw error;
  }
}

/**
 * The bytes of such a file.
 * @param largest how many there may be.
 * @throws Error in words for a `why`.
 */
export async function readNamed(
  path: string,
  largest: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  return readAtMost(openNamed(path, signal), largest);
}

/**
 * What a stream gives to its end.
 * @throws Error in words for a `why`, once it is more than that; the rest is not read.
 */
export async function readAtMost(stream: Readable, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > largest) throw new Error(`it is larger than ${Math.floor(largest / 2 ** 20)} MiB`);
  }
  return Buffer.concat(chunks);
}
