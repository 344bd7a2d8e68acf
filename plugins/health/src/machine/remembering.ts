import type { HealthMachine } from '@nixai/api';

/** Values that several checks need, each read once, by what they are. */
export function remembering(): HealthMachine['once'] {
  const kept = new Map<string, Promise<unknown>>();
  return async <T>(what: string, read: () => Promise<T>): Promise<T> => {
    const before = kept.get(what) ?? read();
    kept.set(what, before);
    return before as Promise<T>;
  };
}
