import type { CheckConfiguration } from '@nixai/api';

/** The rules that would have had to see a whole configuration to say something, and saw a part of one. */
export class NotJudged {
  readonly rules = new Set<string>();
  #asking: string | undefined;

  /** Asks a rule something. */
  during<T>(rule: string, ask: () => T): T {
    this.#asking = rule;
    try {
      return ask();
    } finally {
      this.#asking = undefined;
    }
  }

  /** The configuration as rules see it: one that asks whether it is whole says nothing where it is not. */
  watching(configuration: CheckConfiguration): CheckConfiguration {
    if (configuration.complete) return configuration;
    const told = () => {
      if (this.#asking !== undefined) this.rules.add(this.#asking);
    };
    return {
      ...configuration,
      get complete() {
        told();
        return false;
      },
    };
  }
}
