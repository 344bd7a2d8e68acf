import { setImmediate } from 'node:timers/promises';

/** So long a signal waits at most to be heard, in milliseconds. */
const longest = 50;

/** Lets what waits for the program, such as Ctrl-C, have its turn while much is looked through. */
export class Breath {
  #last = performance.now();

  /** Call it between two steps; it costs nothing most of the time. */
  async take(): Promise<void> {
    if (performance.now() - this.#last < longest) return;
    await setImmediate();
    this.#last = performance.now();
  }
}
