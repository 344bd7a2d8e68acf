/** A server that wants a longer pause than this is not taken at its word. */
const longest = 60_000;

/** The pause that a server asks for, where it does and the pause is not absurd; milliseconds. */
export function retryAfter(headers: Headers, body: string, now = Date.now()): number | undefined {
  const asked = askedPause(headers, body, now);
  return asked === undefined || asked > longest ? undefined : asked;
}

/**
 * How long a server asks us to wait, in milliseconds: `retry-after-ms`, else `retry-after` in
 * seconds or as a date (RFC 9110, 10.2.3), else a field of the body (Gemini's `retryDelay`).
 * Undefined where it does not say.
 */
export function askedPause(headers: Headers, body: string, now = Date.now()): number | undefined {
  return fromHeaders(headers, now) ?? fromBody(body);
}

function fromHeaders(headers: Headers, now: number): number | undefined {
  const exact = headers.get('retry-after-ms');
  if (exact !== null && isNumber(exact)) return Number(exact);
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (isNumber(value)) return Number(value) * 1000;
  // Every form of an HTTP date begins with the day of the week.
  const date = /^[a-z]{3}/i.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function fromBody(body: string): number | undefined {
  const [, amount, unit] =
    /"(?:retry_?after|retryDelay)"\s*:\s*"?(\d{1,9}(?:\.\d{1,9})?)(ms|s)?\b/i.exec(body) ?? [];
  return amount === undefined ? undefined : Number(amount) * (unit === 'ms' ? 1 : 1000);
}

const isNumber = (text: string): boolean => /^\s*\d+(?:\.\d+)?\s*$/.test(text);
