import type { Host, Token } from '@nixai/api';
import type { ServiceScope } from './container.js';
import type { ServiceSpec } from './services.js';

/** The services of core, as a host or a run in it has them. What holds them is loaded at the first one. */
export class LazyScope {
  readonly #load: () => Promise<ServiceScope>;
  #loaded: Promise<ServiceScope> | undefined;

  constructor(load: () => Promise<ServiceScope>) {
    this.#load = load;
  }

  /** The scope of a host. */
  static of(host: () => Host, specs: readonly ServiceSpec[]): LazyScope {
    return new LazyScope(async () => (await import('./container.js')).createScope(host(), specs));
  }

  async get<T>(token: Token<T>): Promise<T> {
    return (await this.#scope()).get(token);
  }

  forRun(host: () => Host): LazyScope {
    return new LazyScope(async () => (await this.#scope()).forRun(host()));
  }

  async dispose(): Promise<void> {
    // What could not be loaded has made nothing.
    const scope = await this.#loaded?.catch(() => undefined);
    await scope?.dispose();
  }

  #scope(): Promise<ServiceScope> {
    return (this.#loaded ??= this.#load());
  }
}
