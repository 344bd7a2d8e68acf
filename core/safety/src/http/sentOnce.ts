import { AsyncLocalStorage } from 'node:async_hooks';

const sentOnce = new AsyncLocalStorage<true>();

/** Does work whose requests are sent once, whatever they say of retries: somebody above asks again. */
export function withoutRetries<T>(work: () => T): T {
  return sentOnce.run(true, work);
}

/** Whether what runs now is such work. */
export function isSentOnce(): boolean {
  return sentOnce.getStore() === true;
}
