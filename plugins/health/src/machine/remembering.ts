import type { Machine } from './machine.js';

/** Values that several checks need, each read once, by what they are. */
export function remembering(): Machine['once'] {
  const kept = new Map<string, Promise<unknown>>();
  return async <T>(what: string, read: () => Promise<T>): Promise<T> => {
    const before = kept.get(what) ?? read();
    kept.set(what, before);
    return before as Promise<T>;
  };
}
