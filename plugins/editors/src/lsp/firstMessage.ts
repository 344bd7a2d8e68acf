import type { Readable } from 'node:stream';

/** What an editor says first, and every byte that has come with it. */
export interface FirstMessage {
  /** Undefined where it cannot be read. */
  readonly message: unknown;
  readonly bytes: Buffer;
}

/** Bytes in which the head of a message ends. */
const longestHead = 8192;
/** Bytes of a message: what says that it is longer is not waited for. */
const longestMessage = 64 * 2 ** 20;

/** Waits until the first message of the protocol is there, or nothing more comes. */
export function firstMessage(input: Readable, signal: AbortSignal): Promise<FirstMessage> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    /** What came since; put together once, and not with each piece. */
    let pieces: Buffer[] = [];
    let many = 0;
    let wanted = 0;
    const join = (): Buffer => {
      bytes = Buffer.concat([bytes, ...pieces]);
      pieces = [];
      return bytes;
    };
    const done = (message?: unknown): void => {
      input.off('data', take).off('end', end).pause();
      signal.removeEventListener('abort', end);
      resolve({ message, bytes: join() });
    };
    const end = (): void => done();
    const take = (chunk: Buffer): void => {
      pieces.push(chunk);
      many += chunk.length;
      if (many < wanted) return;
      join();
      const head = bytes.subarray(0, longestHead).toString('latin1');
      const start = head.indexOf('\r\n\r\n') + 4;
      if (start < 4) return bytes.length < longestHead ? undefined : done();
      const [, length] = /^content-length: *(\d+)/im.exec(head.slice(0, start)) ?? [];
      if (length === undefined) return done();
      const stop = start + Number(length);
      if (stop > longestMessage) return done();
      wanted = stop;
      if (bytes.length >= stop) done(parsed(bytes.subarray(start, stop)));
    };
    input.on('data', take).once('end', end);
    signal.addEventListener('abort', end, { once: true });
  });
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

/** A message as the protocol sends it. */
export function framed(message: object): string {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}
