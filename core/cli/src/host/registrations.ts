import { mayGive, type Wanted } from './manifest.js';
import type { InstalledPlugin, Outcome, RegisteringHost } from './plugins.js';

export interface RegistrationsOptions {
  readonly plugins: readonly InstalledPlugin[];
  /** Registers what core itself gives; once, before any plugin. */
  readonly registerCore: () => Promise<void>;
  readonly hostFor: (plugin: InstalledPlugin) => RegisteringHost;
  readonly warn: (message: string) => void;
}

/** Registers plugins as what they give is asked for: each once, and in their order. */
export class Registrations {
  readonly #options: RegistrationsOptions;
  readonly #started = new Set<InstalledPlugin>();
  readonly #outcomes = new Map<string, Outcome>();
  #work: Promise<void> | undefined;

  constructor(options: RegistrationsOptions) {
    this.#options = options;
  }

  /** Resolves when every plugin that may give it is registered. */
  async ready(wanted: Wanted, warn = this.#options.warn): Promise<void> {
    this.#work ??= this.#options.registerCore();
    const missing = this.#options.plugins.filter(
      (plugin) =>
        !this.#started.has(plugin) && canRegister(plugin) && mayGive(plugin.manifest, wanted),
    );
    for (const plugin of missing) this.#started.add(plugin);
    // One after the other: what is being registered already may be what is wanted.
    if (missing.length > 0) this.#work = this.#work.then(() => this.#register(missing, warn));
    await this.#work;
  }

  outcomeOf(name: string): Outcome | undefined {
    return this.#outcomes.get(name);
  }

  /** Something of a registered plugin is left out after all. */
  leaveOut(name: string, problem: string): void {
    const outcome = this.#outcomes.get(name);
    if (outcome !== undefined) this.#outcomes.set(name, { ...outcome, problem });
    this.#options.warn(problem);
  }

  async #register(plugins: readonly InstalledPlugin[], warn: (message: string) => void) {
    const { registerPlugins } = await import('./plugins.js');
    const { hostFor, plugins: all } = this.#options;
    const usable = all.filter(({ refused }) => refused === undefined);
    const names = new Set(usable.map(({ name }) => name));
    for (const outcome of await registerPlugins(plugins, hostFor, warn, names))
      this.#outcomes.set(outcome.name, outcome);
  }
}

const canRegister = ({ registers, refused }: InstalledPlugin): boolean =>
  registers.length > 0 || refused !== undefined;
