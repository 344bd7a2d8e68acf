import { isNixaiError, type NixaiError } from '@nixai/api';
import { interrupted } from '@nixai/safety';
import { connectionFailure, tooSlow } from '../failure/failures.js';
import { responseFailure, type Asked } from '../failure/responseFailure.js';
import { outgoingHeaders, keyIn } from './headers.js';
import { checkedStream, type Framing } from './checkedStream.js';

/** How long to wait, in milliseconds; `Infinity` for no bound of its own. */
export interface Patience {
  /** Until the first byte of the answer. */
  readonly start: number;
  /** Between one byte and the next. */
  readonly pause: number;
}

/**
 * One request that an SDK makes, watched from outside: what fails is kept in our own words, since
 * SDKs wrap, print or swallow it. Only well-formed messages reach the SDK, one at a time.
 */
export interface Exchange {
  /** In the place of the SDK's own `fetch`. */
  readonly fetch: typeof globalThis.fetch;
  /** What made it fail; undefined while nothing did. */
  readonly failure: () => NixaiError | undefined;
  /** Closes the connection, if it is still open. */
  close(): void;
}

export interface ExchangeOptions {
  readonly framing: Framing;
  /** Headers that are meant, beside those of every service. */
  readonly headers?: readonly string[];
  /** Sends no key, though the SDK insists on one. */
  readonly anonymous?: boolean;
  readonly signal?: AbortSignal;
}

/** Opens nothing yet: the connection is made when the SDK fetches. */
export function openExchange(
  asked: Asked,
  { framing, headers: meant, anonymous = false, signal }: ExchangeOptions,
): Exchange {
  const { label, patience, userAgent, http } = asked.endpoint;
  const controller = new AbortController();
  let failure: NixaiError | undefined;
  let timer: NodeJS.Timeout | undefined;

  function fail(error: NixaiError): NixaiError {
    failure ??= error;
    clearTimeout(timer);
    controller.abort(failure);
    return failure;
  }

  async function failWith(error: unknown): Promise<NixaiError> {
    if (failure !== undefined) return failure;
    return fail(isNixaiError(error) ? error : await connectionFailure(asked.endpoint, error));
  }

  function expectWithin(milliseconds: number, what: string): void {
    clearTimeout(timer);
    if (controller.signal.aborted || milliseconds === Infinity) return;
    timer = setTimeout(() => fail(tooSlow(label, what, milliseconds)), milliseconds);
  }

  const onAbort = (): void => void fail(interrupted(signal?.reason));
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });

  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const headers = outgoingHeaders(init.headers, { userAgent, anonymous, meant });
    const about = { ...asked, key: asked.key ?? keyIn(headers) };
    try {
      expectWithin(patience.start, 'did not begin to answer');
      const response = await (
        await http()
      ).fetch(input, {
        method: init.method,
        body: init.body,
        headers,
        // A prompt goes where it was meant to go, and nowhere else.
        redirect: 'manual',
        signal: controller.signal,
      });
      if (!response.ok) throw await responseFailure(about, response);
      const heard = (): void => expectWithin(patience.pause, 'sent nothing more');
      return checkedStream(about, response, framing, { heard, failWith });
    } catch (error) {
      throw await failWith(error);
    }
  };

  return {
    fetch,
    failure: () => failure,
    close() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      controller.abort();
    },
  };
}
