const longest = 2 ** 31 - 1;

/** The time that a model may take in all. */
export interface Deadline {
  /** Aborted by the caller, or when the time is over. */
  readonly signal: AbortSignal;
  /** Milliseconds. */
  left(): number;
  end(): void;
}

/** Starts counting now; `reason` makes what the signal is aborted with when the time is over. */
export function startDeadline(
  outer: AbortSignal,
  milliseconds: number,
  reason: () => Error,
): Deadline {
  const controller = new AbortController();
  const over = performance.now() + milliseconds;
  const timer = setTimeout(() => controller.abort(reason()), Math.min(milliseconds, longest));
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    left: () => over - performance.now(),
    end: () => clearTimeout(timer),
  };
}
