import { NixaiError, type Registered, type Registry } from '@nixai/api';

/** A registry whose readers first wait for `ready`; core adds under its own name. */
export interface OwnedRegistry<T> extends Registry<T> {
  /** The same registry, with everything that is added credited to `origin`. */
  as(origin: string): Registry<T>;
}

/**
 * @param what the kind of contribution, for messages: `doc source`.
 * @param ready resolves when all plugins have been registered.
 */
export function createRegistry<T>(
  what: string,
  ready: () => Promise<void>,
  own = 'nixai',
): OwnedRegistry<T> {
  const entries = new Map<string, Registered<T>>();

  const addAs = (origin: string) => (name: string, create: () => T | Promise<T>) => {
    const present = entries.get(name);
    if (present !== undefined) {
      throw new NixaiError({
        code: 'duplicate-name',
        what: `the ${what} "${name}" of ${origin} is left out`,
        why: `${present.origin} already gave one of that name`,
        hint: `nixai plugins uninstall ${origin}`,
      });
    }
    let built: Promise<T> | undefined;
    const once = (): Promise<T> => (built ??= Promise.resolve().then(create));
    entries.set(name, { name, origin, create: once });
  };

  const readers = (wait: () => Promise<void>) => ({
    async get(name: string): Promise<T | undefined> {
      await wait();
      return entries.get(name)?.create();
    },
    async list(): Promise<readonly Registered<T>[]> {
      await wait();
      return [...entries.values()];
    },
    async origin(name: string): Promise<string | undefined> {
      await wait();
      return entries.get(name)?.origin;
    },
  });
  // A plugin that reads while it registers would wait for itself: it sees what is there so far.
  const as = (origin: string): Registry<T> => ({ ...readers(async () => {}), add: addAs(origin) });
  return { ...readers(ready), add: addAs(own), as };
}
