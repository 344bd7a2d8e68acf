import { token } from '../token.js';

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'HEAD' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is sent as it comes, once: such a request is neither repeated nor sent on elsewhere. */
  readonly body?: string | Uint8Array | ReadableStream<Uint8Array>;
  /**
   * Milliseconds for the whole exchange, body included; 10,000 when absent. `none` for a transfer
   * that may take hours: it is then given up after five minutes in which nothing came.
   */
  readonly timeout?: number | 'none';
  /** Attempts after the first, for a connection that fails and for 429 and 5xx; 2 when absent. */
  readonly retries?: number;
  /** `manual` gives an answer that sends elsewhere as it is; `follow` when absent. */
  readonly redirect?: 'follow' | 'manual';
  /** The body as it was sent, whatever its `Content-Encoding`: for ranges and checksums. */
  readonly raw?: boolean;
  /** Bytes that the body may have, unpacked; 64 MiB when absent. What is more ends it with an error. */
  readonly largest?: number;
  readonly signal?: AbortSignal;
}

/**
 * The one way to the network. Honours `--offline`, proxies and extra CAs; never carries
 * `Authorization` to another origin.
 * @throws NixaiError `offline`, `network-failed`, `network-timeout` or `insecure-url`. An HTTP
 * status is a result, not an error.
 */
export interface HttpClient {
  /** The answer once its head is there; its body comes as it is read. */
  request(url: string, request?: HttpRequest): Promise<Response>;
  /** A `fetch` with the same rules, for SDKs that take one. No retries: the SDK has its own. */
  readonly fetch: typeof globalThis.fetch;
  /**
   * Refuses, by throwing, what `request` would refuse at once; for an SDK that takes no `fetch`.
   * @param carriesKey whether a key will be sent.
   */
  check(url: string, carriesKey: boolean): void;
}
export const http = token<HttpClient>('http');
