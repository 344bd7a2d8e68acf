import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { http } from '@nixai/api';
import { createTestHost as createKitHost } from '@nixai/api/testing';
import { createHttpClient } from '@nixai/safety';
import { createTestHost } from './hostForTests.test.js';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server on loopback, what it was asked, and a host that may ask it. */
export async function serve(
  answer: (asked: Asked, response: ServerResponse) => void,
  config: (url: string) => Record<string, unknown> = () => ({}),
) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(parts).toString() };
      asked.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const values = config(url);
  const client = await createHttpClient(createKitHost({ config: values }));
  const { host, folder, remove } = createTestHost(new Map([[http.key, client]]), values);
  return {
    url,
    asked,
    host,
    folder,
    close() {
      server.closeAllConnections();
      server.close();
      remove();
    },
  };
}
