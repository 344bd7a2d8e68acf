import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './faults.js';
import { retryAfter } from './retryAfter.js';
import { isSentOnce } from './sentOnce.js';

const statuses = new Set([408, 425, 429, 500, 502, 503, 504]);
/** What may be better in a second; a name that does not exist or a bad certificate is not. */
const codes = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const firstPause = 500;

/**
 * Asks again where that can help, at most `retries` times and never past `giveUp` (ms since 1970).
 * Pauses are what the server says, or half a second doubled each time, with some chance in it.
 */
export async function withRetries(
  ask: () => Promise<Response>,
  { retries, giveUp, signal }: { retries: number; giveUp: number; signal: AbortSignal },
): Promise<Response> {
  const most = isSentOnce() ? 0 : retries;
  for (let tries = 0; ; tries++) {
    const usual = firstPause * 2 ** tries * (0.75 + Math.random() / 2);
    const inTime = (pause: number): boolean => tries < most && Date.now() + pause < giveUp;
    try {
      const response = await ask();
      if (!statuses.has(response.status) || tries === most) return response;
      const body = await response.text();
      const pause = retryAfter(response.headers, body) ?? usual;
      if (!inTime(pause)) return rebuilt(response, body);
      await sleep(pause, undefined, { signal });
    } catch (error) {
      if (signal.aborted || !codes.has(codeOf(error) ?? '') || !inTime(usual)) throw error;
      await sleep(usual, undefined, { signal });
    }
  }
}

/** A response whose body has been read, with its body. */
function rebuilt({ status, statusText, headers }: Response, body: string): Response {
  return new Response(body, { status, statusText, headers });
}
