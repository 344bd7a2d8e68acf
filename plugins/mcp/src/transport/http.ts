import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import { Readable } from 'node:stream';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { NixaiError, messageOf } from '@nixai/api';
import { createEras, type Eras } from './eras.js';
import type { Listening } from './socket.js';
import { isToken } from './token.js';

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly create: McpServerFactory;
  /** What clients have to show; tests of the protocol itself, whose client shows none, leave it out. */
  readonly token?: string;
  /** Answers what is not MCP, by `POST /query` and so on. */
  readonly pages: Readonly<Record<`${'GET' | 'POST'} /${string}`, Page>>;
  readonly onError: (message: string) => void;
  /** Says who holds a port that is taken. */
  readonly holderOf?: (port: number) => Promise<string | undefined>;
}

/** One address beside `/mcp`. */
export interface Page {
  /** Whether everybody on this machine may have it. */
  readonly open?: boolean;
  answer(
    body: string,
    signal: AbortSignal,
  ): Promise<{ readonly type: string; readonly text: string; readonly status?: number }>;
}

const largestBody = 1024 * 1024;
const mostAtOnce = 32;
/** Of which most wait for their next request. */
const mostConnections = 256;
/** Milliseconds for one request. */
const deadline = 30_000;

/**
 * Listens for HTTP at an address of this machine.
 * @throws NixaiError `mcp-address-taken` where the port is another's, `mcp-address` where nobody can
 * listen there.
 */
export async function listenAtHttp(options: HttpOptions): Promise<Listening> {
  const { host, port, create, onError } = options;
  const eras = createEras(create, largestBody, ({ message }) => onError(message));
  let running = 0;
  const server = createServer((request, response) => {
    // A client that holds on to a stream of changes is no work.
    running++;
    response.once('close', () => running--);
    answer(request, response, options, eras, running > mostAtOnce).catch((error: unknown) => {
      onError(messageOf(error));
      if (!response.headersSent) refuse(response, 500, 'internal error');
      else response.destroy();
    });
  });
  server.headersTimeout = 10_000;
  server.maxConnections = mostConnections;
  server.requestTimeout = deadline;
  await listen(server, options);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    at: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async close() {
      await eras.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: HttpServer, { host, port, holderOf }: HttpOptions): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE')
      throw new NixaiError({
        code: 'mcp-address',
        what: `nobody can listen at ${host}:${port}`,
        why: messageOf(error),
        hint: 'nixai mcp-server start --http --host 127.0.0.1',
        cause: error,
      });
    throw new NixaiError({
      code: 'mcp-address-taken',
      what: `port ${port} of ${host} is taken`,
      why: await holderOf?.(port),
      hint: 'another port: nixai mcp-server start --http --port 8082',
      cause: error,
    });
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
  eras: Eras,
  isTooMany: boolean,
): Promise<void> {
  const pathname = pathIn(request.url);
  if (pathname === undefined) return refuse(response, 400, 'this is no address');
  const foreign = foreignness(request, options.host);
  if (foreign !== undefined) return refuse(response, 403, foreign);
  const page = pageAt(options.pages, request.method, pathname);
  if (page?.open !== true && !hasToken(request, options.token))
    return refuse(response, 401, 'the token of nixai mcp-server status is missing', {
      'WWW-Authenticate': 'Bearer',
    });
  if (isTooMany) return refuse(response, 503, 'too many requests at once', { 'Retry-After': '1' });
  const methods = methodsAt(options.pages, pathname);
  if (methods.length === 0) return refuse(response, 404, 'there is nothing at this address');
  if (!methods.includes(request.method ?? ''))
    return refuse(response, 405, 'this method is not for this address', {
      Allow: methods.join(', '),
    });
  // Who shows no token does not keep anybody waiting with a body that does not come.
  const body = request.method === 'GET' ? '' : await bodyOf(request);
  if (body === undefined) return refuse(response, 413, `a body may have ${largestBody} bytes`);
  const gone = new AbortController();
  const late = AbortSignal.timeout(deadline);
  response.once('close', () => gone.abort());
  if (page !== undefined) {
    const signal = AbortSignal.any([gone.signal, late]);
    const { status = 200, type, text } = await page.answer(body, signal);
    response.writeHead(status, { ...usual, 'Content-Type': type }).end(text);
    return;
  }
  try {
    await answerMcp(request, response, eras, body, AbortSignal.any([gone.signal, late]));
  } catch (error) {
    if (!late.aborted || response.headersSent) throw error;
    refuse(response, 504, `there was no answer in ${deadline / 1000} s`);
  }
}

function pathIn(address = '/'): string | undefined {
  try {
    return new URL(address, 'http://localhost').pathname;
  } catch {
    return undefined;
  }
}

const usual = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

function refuse(
  response: ServerResponse,
  status: number,
  error: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...usual,
    ...headers,
    'Content-Type': 'application/json',
    // What of the body has not been read is nobody's next request.
    Connection: 'close',
  });
  response.end(JSON.stringify({ error }));
}

/** Why a request is none of this machine's own: a page in a browser, or a name that leads here (DNS rebinding). */
function foreignness(request: IncomingMessage, host: string): string | undefined {
  const { host: named = '', origin } = request.headers;
  // Of two, who passes a request on may have looked at the other.
  if ((request.headersDistinct['host']?.length ?? 0) > 1) return 'this Host is not served';
  const own = ['localhost', '127.0.0.1', '[::1]', host.includes(':') ? `[${host}]` : host];
  if (!own.includes(named.replace(/:\d+$/, '').toLowerCase())) return 'this Host is not served';
  if (origin === undefined) return undefined;
  try {
    const { hostname, protocol } = new URL(origin);
    const isOwn = own.includes(hostname) && /^https?:$/.test(protocol);
    return isOwn ? undefined : 'this Origin is not served';
  } catch {
    return 'this Origin is not served';
  }
}

function hasToken({ headers: { authorization = '' } }: IncomingMessage, token?: string): boolean {
  if (token === undefined) return true;
  const [, shown] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
  return shown !== undefined && isToken(shown, token);
}

const mcpPath = '/mcp';

function pageAt(pages: HttpOptions['pages'], method = '', path: string): Page | undefined {
  const key = `${method} ${path}`;
  return Object.hasOwn(pages, key) ? pages[key as keyof typeof pages] : undefined;
}

function methodsAt(pages: HttpOptions['pages'], path: string): readonly string[] {
  if (path === mcpPath) return ['POST'];
  return ['GET', 'POST'].filter((method) => pageAt(pages, method, path) !== undefined);
}

/** @returns undefined where it is too large; what follows is not read. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > largestBody) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/** From Node's request to the one of the web that the SDK takes, and back. */
async function answerMcp(
  request: IncomingMessage,
  response: ServerResponse,
  eras: Eras,
  body: string,
  signal: AbortSignal,
): Promise<void> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const url = `http://${request.headers.host}${request.url}`;
  const web = new Request(url, { method: 'POST', headers, body, signal });
  const { status, headers: told, body: stream } = await eras.answer(web, body);
  response.writeHead(status, { ...Object.fromEntries(told), ...usual, 'X-Accel-Buffering': 'no' });
  if (stream === null) return void response.end();
  response.flushHeaders();
  const readable = Readable.fromWeb(stream);
  readable.on('error', () => response.destroy());
  response.once('close', () => readable.destroy());
  // Nobody answers what was cancelled, and in the older era its stream would stay.
  signal.addEventListener('abort', () => response.end(), { once: true });
  readable.pipe(response);
}
