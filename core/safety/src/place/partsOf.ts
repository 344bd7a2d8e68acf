import { openSync, readSync } from 'node:fs';

/**
 * Reads parts of a large file that came with the program, each when it is asked for, from the file that
 * was there at first. It stays open for as long as the program runs.
 */
export function partsOf(path: string): (start: number, length: number) => Buffer {
  const file = openSync(path, 'r');
  return (start, length) => {
    // Memory of its own, which begins where numbers may begin.
    const bytes = Buffer.from(new ArrayBuffer(length));
    return bytes.subarray(0, readSync(file, bytes, 0, length, start));
  };
}
