import { statSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds in which an editor, or `git checkout`, is done with what it began to write. */
const settling = 100;

/** What is written to the Nix files below a folder, or beside a file, from now on. */
export class Changes {
  #isChanged = false;
  #tell: (() => void) | undefined;

  constructor(
    target: string,
    readonly signal: AbortSignal,
  ) {
    const folder = statSync(target).isDirectory() ? target : dirname(target);
    watch(folder, { recursive: true, signal }, (_, name) => {
      if (!/(?:\.nix|flake\.lock)$/.test(name ?? '')) return;
      this.#isChanged = true;
      this.#tell?.();
    });
  }

  /** Resolves once something was written since it was last asked. @throws the signal's reason. */
  async next(): Promise<void> {
    this.signal.throwIfAborted();
    if (!this.#isChanged)
      await new Promise<void>((resolve, reject) => {
        this.#tell = resolve;
        this.signal.addEventListener('abort', () => reject(this.signal.reason as Error), {
          once: true,
        });
      });
    await pause(settling, undefined, { signal: this.signal });
    this.#isChanged = false;
  }
}
