import { isNixaiError, type Host, type HttpClient, type HttpRequest } from '@nixai/api';
import { interrupted } from '../interrupted.js';
import { capBody } from './capBody.js';
import { networkFailed, networkTimeout } from './faults.js';
import { followRedirects, type Way } from './followRedirects.js';
import { guardBody } from './guardBody.js';
import { withRetries } from './retry.js';
import { checkAddress } from './rules.js';
import { createTransport } from './transport.js';

const defaultTimeout = 10_000;
const defaultRetries = 2;
/** Bytes. */
const defaultLargest = 64 * 2 ** 20;

/** A client, with what it holds. */
export interface OwnHttpClient extends HttpClient {
  /** Ends the connections that it keeps; what is still under way on them fails. */
  close(): Promise<void>;
}

/** The one way to the network. */
export async function createHttpClient({ config }: Pick<Host, 'config'>): Promise<OwnHttpClient> {
  const offline = await config.get('offline');
  const { send, close } = createTransport(process.env);
  const way: Way = { check: (url, carriesKey) => checkAddress(url, carriesKey, offline), send };
  return {
    close,
    request: (url, request) => requestInTime(url, request, way),
    check: (url, carriesKey) => void way.check(url, carriesKey),
    async fetch(input, init) {
      if (input instanceof Request) throw new TypeError('give the URL and its options, no Request');
      return followRedirects(String(input), { ...init, headers: new Headers(init?.headers) }, way);
    },
  };
}

async function requestInTime(
  given: string,
  request: HttpRequest = {},
  way: Way,
): Promise<Response> {
  const {
    timeout = defaultTimeout,
    retries = defaultRetries,
    largest = defaultLargest,
    method = 'GET',
    body,
    signal,
  } = request;
  const headers = new Headers(request.headers);
  const url = way.check(given, false);
  const bounded = timeout !== 'none';
  const deadline = bounded ? AbortSignal.timeout(timeout) : undefined;
  const giveUp = bounded ? Date.now() + timeout : Infinity;
  const either = AbortSignal.any([signal, deadline].filter((one) => one !== undefined));
  const translate = (error: unknown): Error => {
    if (isNixaiError(error)) return error;
    if (signal?.aborted === true) return interrupted(signal.reason);
    if (bounded && deadline?.aborted === true) return networkTimeout(url, timeout);
    return networkFailed(url, error);
  };
  const { raw, redirect } = request;
  const streamed = body instanceof ReadableStream;
  const init = { method, headers, body, signal: either, raw, redirect };
  const sent = streamed ? { ...init, duplex: 'half' as const } : init;
  const ask = async () => capBody(await followRedirects(url.href, sent, way), largest);
  // What has been streamed once is gone.
  const attempts = { retries: streamed ? 0 : retries, giveUp, signal: either };
  try {
    return guardBody(await withRetries(ask, attempts), translate);
  } catch (error) {
    throw translate(error);
  }
}
