/* eslint-disable no-restricted-syntax -- This hands the global over to the `http` service. */

/**
 * Starts a call of an SDK that takes no `fetch` of ours but binds the global one when it is called,
 * before its first `await` (@google/generative-ai 0.24, `makeModelRequest`). The global is ours only
 * while this runs, which nothing can interrupt.
 */
export function withFetch<T>(fetch: typeof globalThis.fetch, call: () => Promise<T>): Promise<T> {
  const usual = globalThis.fetch;
  globalThis.fetch = fetch;
  try {
    return call();
  } finally {
    globalThis.fetch = usual;
  }
}
