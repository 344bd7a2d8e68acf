import { createHmac } from 'node:crypto';
import { NixaiError, http, messageOf, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';

/** Tries after the first one, each a little later. */
const retries = 3;

/**
 * Posts a message. Signed over time and body where there is a key, so that a receiver knows who sent it, when,
 * and that nothing was changed: HMAC-SHA256 of `TIME.BODY`.
 * @throws NixaiError `alert-failed`.
 */
export async function postMessage(
  host: Host,
  { url, secretFile }: { readonly url: string; readonly secretFile?: string },
  { id, body }: { readonly id: string; readonly body: string },
  now: Date,
): Promise<void> {
  const signature = secretFile === undefined ? {} : await signed(secretFile, body, now);
  const client = await host.service(http);
  const answer = await client.request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-nixai-id': id, ...signature },
    body,
    retries,
    redirect: 'manual',
    largest: 64 * 1024,
  });
  await answer.body?.cancel();
  if (answer.status >= 200 && answer.status < 300) return;
  throw new NixaiError({
    code: 'alert-failed',
    what: `the webhook answered with ${answer.status}`,
  });
}

async function signed(file: string, body: string, now: Date): Promise<Record<string, string>> {
  const key = await readRegular(file, 'utf8').catch((error: unknown) => {
    throw new NixaiError({
      code: 'alert-failed',
      what: `the key of the webhook cannot be read`,
      why: messageOf(error),
    });
  });
  if (key.trim() === '')
    throw new NixaiError({
      code: 'alert-failed',
      what: 'the key of the webhook is empty',
      why: `${file} has no text: anybody could sign with it`,
    });
  const time = Math.floor(now.getTime() / 1000);
  const hash = createHmac('sha256', key.trim()).update(`${time}.${body}`).digest('hex');
  return { 'x-nixai-signature': `t=${time},v1=${hash}` };
}
