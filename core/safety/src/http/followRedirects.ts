import { carriesKey, withoutKeys } from './keyHeaders.js';
import { insecureUrl, networkFailed } from './faults.js';
import { isLoopback, mayLeadHere, shown } from './address.js';
import type { Send, TransportInit } from './transport.js';

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;

type Init = Omit<TransportInit, 'headers'> & { readonly headers: Headers };

export interface Way {
  /** Refuses an address, or gives it parsed. */
  readonly check: (url: string, carriesKey: boolean) => URL;
  readonly send: Send;
}

/**
 * One request along its redirects, each address checked. Another origin gets neither keys (`fetch`
 * itself would only drop `Authorization`) nor a body, which may be a prompt.
 */
export async function followRedirects(
  given: string,
  { redirect = 'follow', ...first }: Init,
  { check, send }: Way,
): Promise<Response> {
  let init: Init = first;
  let url = check(given, carriesKey(init.headers));
  for (let hop = 0; ; hop++) {
    const response = await send(url, { ...init, redirect: 'manual' });
    const location = response.headers.get('location');
    if (redirect === 'manual' || !redirects.has(response.status) || location === null)
      return response;
    await response.body?.cancel();
    if (redirect === 'error' || hop === mostRedirects || !URL.canParse(location, url.href))
      throw networkFailed(url, new Error(`it sends us on to ${location.slice(0, 200)}`));
    const next = new URL(location, url);
    init = onwards(init, response.status, url, next);
    url = check(next.href, carriesKey(init.headers));
  }
}

/** The next request (fetch standard, 4.4 "HTTP-redirect fetch"). */
function onwards(init: Init, status: number, from: URL, to: URL): Init {
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw insecureUrl(
      shown(to),
      `${from.origin} sends us there, without encryption`,
      'report it to them',
    );
  // What listens here trusts who is here: a server elsewhere does not choose what it is asked.
  if (mayLeadHere(to) && !isLoopback(from))
    throw networkFailed(from, new Error(`it sends us back to this machine, to ${shown(to)}`));
  const toGet = status === 303 || (status <= 302 && init.method === 'POST');
  const kept = toGet && init.method !== 'HEAD' ? asGet(init) : init;
  if (kept.body instanceof ReadableStream)
    throw networkFailed(
      from,
      new Error('it sends us on, and what was streamed cannot be sent again'),
    );
  if (from.origin === to.origin) return kept;
  if (kept.body !== undefined && kept.body !== null)
    throw networkFailed(
      from,
      new Error(`it sends us on to ${to.origin}, which must not see the request`),
    );
  return { ...kept, headers: withoutKeys(kept.headers) };
}

function asGet(init: Init): Init {
  const headers = new Headers(init.headers);
  ['content-type', 'content-length', 'content-encoding'].forEach((name) => headers.delete(name));
  return { ...init, method: 'GET', body: undefined, headers };
}
