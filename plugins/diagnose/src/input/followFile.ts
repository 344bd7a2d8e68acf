import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

const chunkSize = 256 * 1024;
/** Milliseconds between looks at a file that has not grown. */
const pause = 50;

/** A file's bytes and all that is appended to it, until the stream is destroyed. */
export async function followFile(file: string): Promise<Readable> {
  const handle = await open(file, 'r');
  let at = 0;
  const stream = new Readable({
    read() {
      next().then(
        (bytes) => bytes !== undefined && this.push(bytes),
        (error: unknown) => this.destroy(error as Error),
      );
    },
    destroy(error, done) {
      handle.close().then(() => done(error), done);
    },
  });

  /** What is appended next; undefined once nobody wants it. */
  async function next(): Promise<Buffer | undefined> {
    while (!stream.destroyed) {
      const bytes = await readAt(handle, at);
      at += bytes.length;
      if (bytes.length > 0) return bytes;
      // Rotated by truncation: what comes now is new.
      if ((await handle.stat()).size < at) at = 0;
      else await wait(pause);
    }
    return undefined;
  }

  return stream;
}

async function readAt(handle: FileHandle, at: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkSize), 0, chunkSize, at);
  return buffer.subarray(0, bytesRead);
}
