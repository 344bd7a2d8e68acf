import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Server } from '@modelcontextprotocol/server';

/** Answers on stdin and stdout until stdin ends, or the signal comes. */
export async function answerStdio(
  create: () => Server,
  signal: AbortSignal,
  onError: (message: string) => void,
): Promise<void> {
  const over = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const connection = serveStdio(create, { onerror: ({ message }) => onError(message) });
  await over;
  await connection.close();
}
