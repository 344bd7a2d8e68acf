import type { NixBuildEvent } from '@nixai/api';

export type End = 'built' | 'failed' | 'interrupted';

/**
 * How each build ended. Nix says that one is over, whether it was built, failed or was broken off; which of these
 * it was is told apart by how many it counts as done, failed and running, and by the derivations that it names. A
 * build that was asked for itself is over, by Nix's word, only when all are.
 */
export class Ends {
  /** Derivations of builds that go on, by Nix's word, by their ids. */
  readonly #open = new Map<string, string>();
  /** The same of those that are over, and of which it is not known how. */
  readonly #over = new Map<string, string>();
  readonly #named = new Set<string>();
  readonly #known = { built: 0, failed: 0 };
  #counted = { done: 0, failed: 0, running: 0 };
  readonly #isBrokenOff: () => boolean;

  /** @param isBrokenOff whether the person had it broken off. */
  constructor(isBrokenOff: () => boolean) {
    this.#isBrokenOff = isBrokenOff;
  }

  /** @returns the builds of which it is known now how they ended, by their ids. */
  take(event: NixBuildEvent): ReadonlyMap<string, End> {
    if (event.type === 'start' && event.what === 'build') this.#open.set(event.id, event.of);
    else if (event.type === 'builds') this.#counted = event;
    else if (event.type === 'message' && event.level === 'error')
      for (const derivation of this.#open.values())
        if (saysOf(derivation).some((words) => event.text.includes(words)))
          this.#named.add(derivation);
    if (event.type === 'stop') {
      const derivation = this.#open.get(event.id);
      this.#open.delete(event.id);
      if (derivation !== undefined) this.#over.set(event.id, derivation);
    }
    return this.#over.size === 0 ? new Map() : this.#settled();
  }

  #settled(): Map<string, End> {
    const settled = new Map<string, End>();
    const settle = (id: string, end: 'built' | 'failed'): void => {
      settled.set(id, end);
      this.#over.delete(id);
      this.#known[end]++;
    };
    for (const [id, derivation] of this.#over)
      if (this.#named.has(derivation)) settle(id, 'failed');
    const [done, failed] = [
      this.#counted.done - this.#known.built,
      this.#counted.failed - this.#known.failed,
    ];
    // Nix breaks off where something failed. Where all others run, what is over was counted.
    const isCounted =
      this.#counted.running === this.#open.size && done + failed === this.#over.size;
    const isWhole = this.#counted.failed === 0 && !this.#isBrokenOff();
    if (isWhole || (isCounted && failed === 0))
      for (const id of this.#over.keys()) settle(id, 'built');
    else if (isCounted && done === 0) for (const id of this.#over.keys()) settle(id, 'failed');
    return settled;
  }
}

/** What Nix says of a derivation whose builder failed; the second one since 2.31. */
const saysOf = (derivation: string): string[] => [
  `'${derivation}' failed`,
  `Cannot build '${derivation}'`,
];
