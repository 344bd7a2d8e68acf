import { isNixaiError } from '@nixai/api';
import { parseJson } from '@nixai/safety';
import type { Endpoint } from '../endpoint.js';
import { otherService, tooSlow, unreachable } from '../failure/failures.js';
import { responseFailure } from '../failure/responseFailure.js';

export interface JsonRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes it a POST. */
  readonly body?: object;
  readonly key?: string;
  /** Milliseconds; 5,000 when absent. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

const usualTimeout = 5000;

/**
 * A small JSON document of a service, for what is asked without its SDK: lists and versions. The
 * caller says by T what it reads from it, and copes with what is not there.
 * @throws NixaiError with the codes of `AIProvider`.
 */
export async function getJson<T>(
  endpoint: Endpoint,
  path: string,
  { headers, body, key, timeout = usualTimeout, signal }: JsonRequest = {},
): Promise<Partial<T>> {
  const http = await endpoint.http();
  const response = await http
    .request(`${endpoint.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json', 'user-agent': endpoint.userAgent, ...headers },
      body: body && JSON.stringify(body),
      timeout,
      retries: 0,
      signal,
    })
    .catch((error: unknown) => {
      throw inOurWords(endpoint, error, timeout);
    });
  if (!response.ok) throw await responseFailure({ endpoint, key }, response);
  const text = await response.text().catch((error: unknown) => {
    throw inOurWords(endpoint, error, timeout);
  });
  try {
    return parseJson(text) ?? {};
  } catch {
    throw otherService(endpoint, 'it does not answer with JSON');
  }
}

/** The HTTP service's errors, about a provider. */
function inOurWords(endpoint: Endpoint, error: unknown, timeout: number): unknown {
  if (!isNixaiError(error)) return error;
  if (error.code === 'network-timeout') return tooSlow(endpoint.label, 'did not answer', timeout);
  if (error.code !== 'network-failed') return error;
  return unreachable(endpoint, error.why, { cause: error });
}
