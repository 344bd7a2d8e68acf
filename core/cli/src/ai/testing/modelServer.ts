// Servers that speak the wire protocols of the three model services, for tests: byte for byte what
// the services send (NDJSON for Ollama, server-sent events for the two others).
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What a server answers: a status, headers, and the body in the pieces in which it is written. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pieces: readonly (string | Buffer)[];
  /** How it ends: properly, by cutting the connection, or never. */
  readonly end?: 'whole' | 'cut' | 'open';
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
  close(): Promise<void>;
}

/** Starts a server on loopback that gives each request the next reply (the last one again). */
export async function startModelServer(
  reply: (request: Seen, count: number) => Reply,
): Promise<ModelServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, (one) => {
      seen.push(one);
      return reply(one, seen.length);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  reply: (seen: Seen) => Reply,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method = '', url = '', headers } = request;
  const {
    status = 200,
    headers: own,
    pieces,
    end = 'whole',
  } = reply({
    method,
    url,
    headers,
    body: Buffer.concat(parts).toString(),
  });
  response.writeHead(status, own);
  for (const piece of pieces)
    await new Promise<void>((resolve) => response.write(piece, () => setImmediate(resolve)));
  if (end === 'whole') response.end();
  else if (end === 'cut') response.destroy();
}

/** An Ollama stream of these texts. */
export function ollamaStream(texts: readonly string[]): string {
  const line = (message: object, more: object) =>
    `${JSON.stringify({ model: 'm', created_at: '2026-01-01T00:00:00Z', message, ...more })}\n`;
  return (
    texts.map((content) => line({ role: 'assistant', content }, { done: false })).join('') +
    line(
      { role: 'assistant', content: '' },
      { done: true, done_reason: 'stop', prompt_eval_count: 11, eval_count: 7 },
    )
  );
}

/** An OpenAI stream of these texts, usage chunk and `[DONE]` included. */
export function openAiStream(texts: readonly string[], separator = '\n\n'): string {
  const chunk = (choices: unknown, usage: unknown = null) =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices, usage })}${separator}`;
  const delta = (content: object, finish_reason: string | null = null) => [
    { index: 0, delta: content, finish_reason },
  ];
  return [
    chunk(delta({ role: 'assistant', content: '' })),
    ...texts.map((content) => chunk(delta({ content }))),
    chunk(delta({}, 'stop')),
    chunk([], { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 }),
    `data: [DONE]${separator}`,
  ].join('');
}

/** A Gemini stream of these texts. */
export function geminiStream(texts: readonly string[], separator = '\r\n\r\n'): string {
  return texts
    .map((text, i) => {
      const last = i === texts.length - 1;
      return `data: ${JSON.stringify({
        candidates: [
          {
            content: { parts: [{ text }], role: 'model' },
            index: 0,
            ...(last && { finishReason: 'STOP' }),
          },
        ],
        usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 7, totalTokenCount: 18 },
        modelVersion: 'm',
      })}${separator}`;
    })
    .join('');
}
