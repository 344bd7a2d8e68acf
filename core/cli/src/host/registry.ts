import { ExitCode, NixaiError, type Disposal, type Registered, type Registry } from '@nixai/api';
import { closeAll } from './closing.js';

/** A registry whose readers first wait for `ready`; core adds under its own name. */
export interface OwnedRegistry<T> extends Registry<T> {
  /**
   * The same registry, with everything that is added credited to `origin`.
   * @param isRegistering while it is true nothing is waited for: a plugin would wait for itself.
   */
  as(origin: string, isRegistering?: () => boolean): Registry<T>;
  /** Closes what was built, the last first. What cannot be closed is told, and keeps no other open. */
  dispose(): Promise<void>;
}

export interface RegistryOptions {
  /** Resolves when every plugin that adds to this registry is registered. */
  readonly ready: () => Promise<void>;
  /** Where a package stands in the list. */
  readonly rankOf?: (origin: string) => number;
  /** Told of a contribution that gives way to one of an earlier plugin. */
  readonly onLeftOut?: (origin: string, why: string) => void;
  /** Told of what could not be closed. */
  readonly warn?: (message: string) => void;
  /** Who adds where nobody else is named. */
  readonly own?: string;
}

interface Entry<T> extends Registered<T> {
  close(): Promise<void>;
}

/** @param what the kind of contribution, for messages: `doc source`. */
export function createRegistry<T>(
  what: string,
  {
    ready,
    rankOf = () => 0,
    onLeftOut = () => {},
    warn = () => {},
    own = 'nixai',
  }: RegistryOptions,
): OwnedRegistry<T> {
  const entries = new Map<string, Entry<T>>();
  /** In the order in which they were ready: what a value was built from stands before it. */
  const built = new Set<Entry<T>>();

  async function build(entry: Entry<T>, create: () => T | Promise<T>): Promise<T> {
    const value = await create();
    built.add(entry);
    return value;
  }

  function add(
    origin: string,
    name: string,
    create: () => T | Promise<T>,
    { dispose }: Disposal<T> = {},
  ): void {
    const present = entries.get(name);
    if (present !== undefined) {
      const second = rankOf(origin) < rankOf(present.origin) ? present.origin : origin;
      const first = second === origin ? present.origin : origin;
      const refusal = duplicate(what, name, first, second);
      if (second === origin) throw refusal;
      // A later plugin was loaded first, for another point; nobody has read this one yet.
      onLeftOut(second, refusal.message);
      entries.delete(name);
    }
    let value: Promise<T> | undefined;
    const entry: Entry<T> = {
      name,
      origin,
      create: () => (value ??= build(entry, create)),
      async close() {
        // What could not be built has nothing to close.
        const made = await value?.then(
          (one) => ({ one }),
          () => undefined,
        );
        built.delete(entry);
        if (made !== undefined) await dispose?.(made.one);
      },
    };
    entries.set(name, entry);
  }

  async function remove(origin: string, name: string): Promise<boolean> {
    const entry = entries.get(name);
    if (entry === undefined) return false;
    if (entry.origin !== origin) throw notYours(what, entry, origin);
    entries.delete(name);
    await entry.close();
    return true;
  }

  const seenBy = (origin: string, wait: () => Promise<void>): Registry<T> => ({
    add: (name, create, disposal) => add(origin, name, create, disposal),
    async get(name) {
      await wait();
      return entries.get(name)?.create();
    },
    async list() {
      await wait();
      return [...entries.values()].sort((one, other) => rankOf(one.origin) - rankOf(other.origin));
    },
    async origin(name) {
      await wait();
      return entries.get(name)?.origin;
    },
    async remove(name) {
      await wait();
      return remove(origin, name);
    },
  });

  return {
    ...seenBy(own, ready),
    as: (origin, isRegistering = () => false) =>
      seenBy(origin, async () => {
        if (!isRegistering()) await ready();
      }),
    async dispose() {
      const closers = [...built].map((entry) => ({
        what: `the ${what} "${entry.name}" of ${entry.origin}`,
        close: () => entry.close(),
      }));
      await closeAll(closers, warn);
    },
  };
}

function duplicate(what: string, name: string, first: string, second: string): NixaiError {
  return new NixaiError({
    code: 'duplicate-name',
    what: `the ${what} "${name}" of ${second} is left out`,
    why: `${first} already gave one of that name`,
    hint: `nixai plugins uninstall ${second}`,
  });
}

function notYours(what: string, { name, origin }: Registered<unknown>, asked: string): NixaiError {
  return new NixaiError({
    code: 'not-yours',
    what: `${asked} cannot remove the ${what} "${name}"`,
    why: `it is ${origin}'s`,
    exitCode: ExitCode.refused,
  });
}
