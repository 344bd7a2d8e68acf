import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Server } from '@modelcontextprotocol/server';
import type { Readable, Writable } from 'node:stream';

/** Bytes that one message may have. */
const longestLine = 1024 * 1024;

/** Answers one client, a JSON-RPC message a line, until it has gone or the signal comes. */
export async function answerLines(
  input: Readable,
  output: Writable,
  create: () => Server,
  signal: AbortSignal,
  onError: (message: string) => void,
): Promise<void> {
  const over = new Promise<void>((resolve) => {
    input.once('end', resolve).once('close', resolve).once('error', resolve);
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const transport = new StdioServerTransport(input, output, { maxBufferSize: longestLine });
  const connection = serveStdio(create, {
    transport,
    onerror: ({ message }) => onError(message),
  });
  await over;
  await connection.close();
}
