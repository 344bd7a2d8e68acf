import { existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import type { Dispatcher, request as undiciRequest } from 'undici';
import { isLoopback } from './address.js';

export type TransportInit = RequestInit & {
  /** Leave the body as it was sent; `fetch` always undoes its encoding. */
  readonly raw?: boolean;
  /** Has to be said where the body is a stream (fetch standard, 5.4). */
  readonly duplex?: 'half';
};

export type Send = (url: URL, init: TransportInit) => Promise<Response>;

export interface Transport {
  readonly send: Send;
  /** Ends the connections that are its own: those through a proxy. Node keeps the others. */
  close(): Promise<void>;
}

/** Where a machine's own certificate authorities are listed. */
const authorityVariables = ['NIX_SSL_CERT_FILE', 'SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'];
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/**
 * Picks what carries requests. Node's own `fetch` knows neither proxies nor further authorities;
 * undici, which does, takes 90 ms to load and so is loaded only where the environment asks for it.
 * What stays on this machine never goes through a proxy.
 */
export function createTransport(env: NodeJS.ProcessEnv): Transport {
  let proxied: Promise<Transport> | undefined;
  let raw: Promise<Send> | undefined;
  const named = authorityVariables.map((name) => env[name] ?? '');
  const authorities = [...new Set(named)].filter((file) => existsSync(file));
  // Node itself reads this one.
  const unread = authorities.some((file) => file !== env['NODE_EXTRA_CA_CERTS']);
  const proxies = proxyVariables.some((name) => (env[name] ?? '') !== '');
  async function send(url: URL, init: TransportInit): Promise<Response> {
    const needed = proxies || (unread && url.protocol === 'https:');
    const direct = !needed || isLoopback(url);
    if (init.raw === true && direct) return (await (raw ??= loadRaw()))(url, init);
    if (direct) return fetch(url, init);
    return (await (proxied ??= loadProxied(authorities))).send(url, init);
  }
  return { send, close: async () => (await proxied)?.close() };
}

async function loadRaw(): Promise<Send> {
  const { request } = await import('undici');
  return (url, init) => sendRaw(request, url, init);
}

async function loadProxied(authorities: readonly string[]): Promise<Transport> {
  const undici = await import('undici');
  const own = authorities.map((file) => readFileSync(file, 'utf8'));
  const tls = own.length === 0 ? {} : { ca: [...rootCertificates, ...own] };
  const dispatcher = new undici.EnvHttpProxyAgent({ connect: tls, requestTls: tls, proxyTls: tls });
  // The same standard, typed twice.
  const send = undici.fetch as unknown as (url: URL, init: object) => Promise<Response>;
  return {
    send: (url, init) =>
      init.raw === true
        ? sendRaw(undici.request, url, init, dispatcher)
        : send(url, { ...init, dispatcher }),
    close: () => dispatcher.destroy(),
  };
}

/** Statuses that have no body (fetch standard, "null body status"). */
const bodiless = new Set([204, 205, 304]);

async function sendRaw(
  request: typeof undiciRequest,
  url: URL,
  { method, headers, signal, body }: TransportInit,
  dispatcher?: Dispatcher,
): Promise<Response> {
  const answer = await request(url, {
    method: method ?? 'GET',
    headers: Object.fromEntries(new Headers(headers)),
    body: body instanceof ReadableStream ? Readable.fromWeb(body) : (body as string | undefined),
    signal,
    dispatcher,
  });
  const received = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value].flat()) if (one !== undefined) received.append(name, one);
  const init = { status: answer.statusCode, headers: received };
  if (!bodiless.has(answer.statusCode))
    return new Response(Readable.toWeb(answer.body) as ReadableStream, init);
  await answer.body.dump();
  return new Response(null, init);
}
