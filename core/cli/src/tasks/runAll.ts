import type { AllOptions, Settled } from '@nixai/api';

/** Works on all items, so many at once; outcomes in the order of the items. */
export async function runAll<I, T>(
  items: readonly I[],
  { concurrency, onError }: Pick<AllOptions<I>, 'concurrency' | 'onError'>,
  signal: AbortSignal,
  work: (item: I, signal: AbortSignal) => Promise<T>,
): Promise<readonly Settled<I, T>[]> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const outcomes: Settled<I, T>[] = [];
  let first: { readonly error: unknown } | undefined;
  let next = 0;

  async function worker(): Promise<void> {
    while (next < items.length && !either.aborted) {
      const at = next++;
      const item = items[at] as I;
      try {
        outcomes[at] = { item, ok: true, value: await work(item, either) };
      } catch (error) {
        outcomes[at] = { item, ok: false, error };
        if (onError === 'collect') continue;
        first ??= { error };
        stop.abort(error);
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  signal.throwIfAborted();
  if (first !== undefined) throw first.error;
  return outcomes;
}
