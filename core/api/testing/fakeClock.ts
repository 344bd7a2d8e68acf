export interface FakeClock {
  /** Milliseconds since 1970, as `Date.now()` says them now. */
  now(): number;
  /** Lets this much time pass: what was due in it runs, in order, and what awaits it goes on. */
  advance(milliseconds: number): Promise<void>;
  /** Puts the real clock back. */
  remove(): void;
}

interface Timer {
  due: number;
  readonly every?: number;
  readonly run: () => void;
}

type Callback = (...args: unknown[]) => void;

/**
 * A clock that stands still until the test moves it: `Date`, `setTimeout` and `setInterval` follow it,
 * in the whole process, until `remove`. What was imported from `node:timers` keeps the real one.
 */
export function fakeClock(start: string | number = 0): FakeClock {
  const real = {
    Date: globalThis.Date,
    setTimeout: globalThis.setTimeout,
    setInterval: globalThis.setInterval,
    clearTimeout: globalThis.clearTimeout,
    clearInterval: globalThis.clearInterval,
  };
  const timers = new Set<Timer>();
  let now = new real.Date(start).getTime();

  const add = (run: () => void, wait: number, repeats: boolean) => {
    const every = repeats ? Math.max(1, wait) : undefined;
    const timer: Timer = { due: now + Math.max(0, wait), every, run };
    timers.add(timer);
    const handle = {
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      [Symbol.dispose]: () => timers.delete(timer),
      timer,
    };
    return handle;
  };
  const clear = (handle?: unknown) => {
    const { timer } = (handle ?? {}) as { timer?: Timer };
    if (timer !== undefined) timers.delete(timer);
  };

  class FakeDate extends real.Date {
    constructor(...given: []) {
      if (given.length === 0) super(now);
      else super(...given);
    }
    static override now(): number {
      return now;
    }
  }

  Object.assign(globalThis, {
    Date: FakeDate,
    setTimeout: (run: Callback, wait = 0, ...args: unknown[]) =>
      add(() => run(...args), wait, false),
    setInterval: (run: Callback, wait = 0, ...args: unknown[]) =>
      add(() => run(...args), wait, true),
    clearTimeout: clear,
    clearInterval: clear,
  });

  /** The promises that a timer has settled, and theirs, go on before the next one. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    now: () => now,
    async advance(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const [next] = [...timers].toSorted((one, other) => one.due - other.due);
        if (next === undefined || next.due > end) break;
        now = next.due;
        if (next.every === undefined) timers.delete(next);
        else next.due += next.every;
        next.run();
        await settle();
      }
      now = end;
    },
    remove: () => void Object.assign(globalThis, real),
  };
}
