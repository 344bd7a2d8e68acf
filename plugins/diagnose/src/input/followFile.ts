import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

const chunkSize = 1024 * 1024;
/** Milliseconds between looks at a file that has not grown. */
const pause = 50;

/** A file's bytes and all that is appended to it, until the stream is destroyed. */
export function followFile(file: string): Readable {
  let at = 0;
  const stream = new Readable({
    read() {
      next().then(
        (bytes) => bytes !== undefined && this.push(bytes),
        (error: unknown) => this.destroy(error as Error),
      );
    },
  });

  /** What is appended next; undefined once nobody wants it. */
  async function next(): Promise<Buffer | undefined> {
    while (!stream.destroyed) {
      const { size } = await stat(file);
      // Rotated by truncation: what comes now is new.
      if (size < at) at = 0;
      if (size > at) {
        const bytes = await buffer(createReadStream(file, { start: at, end: at + chunkSize - 1 }));
        at += bytes.length;
        return bytes;
      }
      await wait(pause);
    }
    return undefined;
  }

  return stream;
}
