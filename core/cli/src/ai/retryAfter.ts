/**
 * How long a provider asks us to wait, in milliseconds: `retry-after-ms`, else `retry-after` in
 * seconds or as a date (RFC 9110, 10.2.3). Undefined where it does not say.
 */
export function retryAfter(
  header: (name: string) => string | null | undefined,
  now = Date.now(),
): number | undefined {
  const exact = Number(header('retry-after-ms') ?? NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const value = header('retry-after') ?? undefined;
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
