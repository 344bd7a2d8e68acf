/** The door of values over time. */
const bars = '▁▂▃▄▅▆▇█';

/**
 * A value over time, each from the lowest to the highest that it had; a gap is a blank.
 * @param range the lowest and the highest that are drawn, where these are known: 0 and 100.
 */
export function sparkline(
  values: readonly (number | undefined)[],
  range?: readonly [low: number, high: number],
): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return '';
  const [low, high] = range ?? [Math.min(...known), Math.max(...known)];
  return values
    .map((value) => {
      if (value === undefined) return ' ';
      const share = high === low ? 0 : (value - low) / (high - low);
      const at = Math.round(Math.min(1, Math.max(0, share)) * (bars.length - 1));
      return bars[at] ?? '';
    })
    .join('');
}
