/** One contribution and where it came from. */
export interface Registered<T> {
  readonly name: string;
  /** The package that gave it, for example `nixai` or `@acme/nixai-wiki`. */
  readonly origin: string;
  /** Builds the value; the same one each time. */
  readonly create: () => Promise<T>;
}

/** What goes with a value that was built. */
export interface Disposal<T> {
  /** Closes what the value holds open; called once, at the end of the process or session. */
  dispose?(value: T): void | Promise<void>;
}

/**
 * What was added to an extension point. Every one has these five verbs and no other.
 * A contribution is a factory: nothing heavy runs until someone needs it, and the value is built
 * once. A second contribution of the same name is refused with a NixaiError (`duplicate-name`).
 * The plugins that add to a point are registered when it is first read, so reading waits; while
 * registering, only `add` is of use.
 */
export interface Registry<T> {
  add(name: string, create: () => T | Promise<T>, disposal?: Disposal<T>): void;
  /** Builds the contribution (once); undefined if nobody gave one of that name. */
  get(name: string): Promise<T | undefined>;
  /** Core's first, then those of plugins in the order in which plugins are installed. */
  list(): Promise<readonly Registered<T>[]>;
  /** Which package gave it; undefined if nobody did. */
  origin(name: string): Promise<string | undefined>;
  /**
   * Takes back what the owner of this host added, and disposes of it if it was built.
   * @returns false if it was not there.
   * @throws NixaiError `not-yours` (exit 5) for another plugin's contribution.
   */
  remove(name: string): Promise<boolean>;
}
