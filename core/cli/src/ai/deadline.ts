/**
 * A signal that is aborted by `outer` or after so many seconds; `expired` tells which it was.
 */
export function withDeadline(outer: AbortSignal, seconds: number) {
  const deadline = AbortSignal.timeout(Math.min(seconds * 1000, 2 ** 31 - 1));
  return {
    signal: AbortSignal.any([outer, deadline]),
    expired: () => deadline.aborted && !outer.aborted,
  };
}
