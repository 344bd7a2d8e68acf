import { StringDecoder } from 'node:string_decoder';

/** Keeps the first `limit` bytes of an output and tells each chunk as text. */
export function createCapture(limit: number, onText: (text: string) => void) {
  const kept: Buffer[] = [];
  const decoder = new StringDecoder('utf8');
  let size = 0;
  let truncated = false;
  return {
    push(chunk: Buffer): void {
      onText(decoder.write(chunk));
      const room = limit - size;
      if (chunk.length > room) truncated = true;
      if (room > 0) kept.push(chunk.subarray(0, room));
      size += Math.min(chunk.length, room);
    },
    /** Tells what a cut character left behind, and gives all that was kept. */
    end(): { text: string; truncated: boolean } {
      onText(decoder.end());
      return { text: Buffer.concat(kept).toString('utf8'), truncated };
    },
  };
}
