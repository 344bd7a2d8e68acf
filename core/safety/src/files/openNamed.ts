import { closeSync, constants, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';

const chunkSize = 1024 * 1024;
/** Milliseconds in which somebody has to have opened the other end of a pipe. */
const untilWriter = 1500;

/**
 * Opens a file that somebody has named: a regular one, or a pipe as `<(…)` makes it, which is waited
 * for as long as somebody may write to it. A device, which has no end, a folder and a socket are
 * refused.
 * @throws Error in words for a `why`.
 */
export function openNamed(path: string, signal?: AbortSignal): Readable {
  const fd = openWithoutWaiting(path);
  try {
    const stats = fstatSync(fd);
    if (stats.isDirectory()) throw new Error('it is a folder');
    if (stats.isCharacterDevice() || stats.isBlockDevice()) throw new Error('it is a device');
    const stream = stats.isFIFO()
      ? openPipe(fd)
      : createReadStream('', { fd, highWaterMark: chunkSize });
    return signal === undefined ? stream : addAbortSignal(signal, stream);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** What comes through a pipe; an error where nobody has its other end. */
function openPipe(fd: number): Readable {
  const socket = new Socket({ fd, readable: true, writable: false });
  const timer = setTimeout(() => {
    if (socket.bytesRead === 0 && isUnwritten(fd, socket))
      socket.destroy(new Error('it is a pipe that nobody writes to'));
  }, untilWriter).unref();
  return socket.once('close', () => clearTimeout(timer));
}

/** Without a writer a read finds an end at once; with one, that there is nothing yet. */
function isUnwritten(fd: number, pipe: Socket): boolean {
  const chunk = Buffer.alloc(chunkSize);
  try {
    const size = readSync(fd, chunk);
    // It came this moment.
    if (size > 0) pipe.unshift(chunk.subarray(0, size));
    return size === 0;
  } catch {
    return false;
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
