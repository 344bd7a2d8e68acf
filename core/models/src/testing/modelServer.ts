// A server on loopback that answers byte for byte what a test says, and misbehaves as a network does.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';

/** What a server answers: a status, headers, and the body in the pieces in which it is written. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pieces?: readonly (string | Uint8Array)[];
  /** Milliseconds between two pieces. */
  readonly pace?: number;
  /** How it ends: properly, by cutting the connection, or never. */
  readonly end?: 'whole' | 'cut' | 'open';
  /** Instead of a status line: the connection is cut, or nothing comes. */
  readonly instead?: 'cut' | 'silence';
}

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ModelServer {
  readonly url: string;
  /** Every request, in order. */
  readonly seen: readonly Seen[];
  /** Resolves when a client closes its connection before the answer is whole. */
  readonly abandoned: Promise<void>;
  close(): Promise<void>;
}

/** Starts a server that gives each request its reply; `count` is 1 for the first. */
export async function startModelServer(
  reply: (request: Seen, count: number) => Reply,
): Promise<ModelServer> {
  const seen: Seen[] = [];
  let abandon = (): void => {};
  const abandoned = new Promise<void>((resolve) => (abandon = resolve));
  const server = createServer((request, response) => {
    response.on('close', () => response.writableFinished || abandon());
    void readRequest(request).then((one) => {
      seen.push(one);
      return answer(response, reply(one, seen.length));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    abandoned,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readRequest(request: IncomingMessage): Promise<Seen> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method = '', url = '', headers } = request;
  return { method, url, headers, body: Buffer.concat(parts).toString() };
}

async function answer(response: ServerResponse, reply: Reply): Promise<void> {
  const { status = 200, headers, pieces = [], pace, end = 'whole', instead } = reply;
  if (instead === 'cut') response.destroy();
  if (instead !== undefined) return;
  response.writeHead(status, headers).flushHeaders();
  for (const piece of pieces) {
    if (response.destroyed) return;
    await new Promise<void>((resolve) => response.write(piece, () => setImmediate(resolve)));
    if (pace !== undefined) await sleep(pace);
  }
  if (end === 'whole') response.end();
  else if (end === 'cut') response.destroy();
}
