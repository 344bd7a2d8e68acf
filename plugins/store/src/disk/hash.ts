import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256 of a file of any length, in hex. */
export async function fileHash(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) {
    signal?.throwIfAborted();
    hash.update(part as Buffer);
  }
  return hash.digest('hex');
}

export const textHash = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex');
