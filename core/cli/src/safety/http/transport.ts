import { existsSync, readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { isLoopback } from './address.js';

type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** Where a machine's own certificate authorities are listed. */
const authorityVariables = ['NIX_SSL_CERT_FILE', 'SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'];
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/**
 * Picks what carries requests. Node's own `fetch` knows neither proxies nor further authorities;
 * undici, which does, takes 90 ms to load and so is loaded only where the environment asks for it.
 * What stays on this machine never goes through a proxy.
 */
export function createTransport(env: NodeJS.ProcessEnv): Fetch {
  let proxied: Promise<Fetch> | undefined;
  const named = authorityVariables.map((name) => env[name] ?? '');
  const authorities = [...new Set(named)].filter((file) => existsSync(file));
  // Node itself reads this one.
  const unread = authorities.some((file) => file !== env['NODE_EXTRA_CA_CERTS']);
  const proxies = proxyVariables.some((name) => (env[name] ?? '') !== '');
  return async (url, init) => {
    const needed = proxies || (unread && url.protocol === 'https:');
    if (!needed || isLoopback(url)) return fetch(url, init);
    return (await (proxied ??= loadProxied(authorities)))(url, init);
  };
}

async function loadProxied(authorities: readonly string[]): Promise<Fetch> {
  const undici = await import('undici');
  const own = authorities.map((file) => readFileSync(file, 'utf8'));
  const tls = own.length === 0 ? {} : { ca: [...rootCertificates, ...own] };
  const dispatcher = new undici.EnvHttpProxyAgent({ connect: tls, requestTls: tls, proxyTls: tls });
  // The same standard, typed twice.
  const send = undici.fetch as unknown as (url: URL, init: object) => Promise<Response>;
  return (url, init) => send(url, { ...init, dispatcher });
}
