/** One contribution and where it came from. */
export interface Registered<T> {
  readonly name: string;
  /** The package that gave it, for example `nixai` or `@acme/nixai-wiki`. */
  readonly origin: string;
  /** Builds the value; the same one each time. */
  readonly create: () => Promise<T>;
}

/**
 * An extension point. Every one has these four verbs and no other.
 * A contribution is a factory: nothing heavy runs until someone needs it, and the value is built
 * once. A second contribution of the same name is refused with a NixaiError (`duplicate-name`).
 * Plugins are registered when a registry is first read, so reading waits; while registering, only
 * `add` is of use.
 */
export interface Registry<T> {
  add(name: string, create: () => T | Promise<T>): void;
  /** Builds the contribution (once); undefined if nobody gave one of that name. */
  get(name: string): Promise<T | undefined>;
  /** In order of registration: core first, then plugins in the order they are installed. */
  list(): Promise<readonly Registered<T>[]>;
  /** Which package gave it; undefined if nobody did. */
  origin(name: string): Promise<string | undefined>;
}
