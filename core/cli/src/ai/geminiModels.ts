import { http, type Host, type ModelInfo } from '@nixai/api';
import { failureOf, noKey, unreachable } from './failure.js';
import { readKey } from './key.js';

interface Page {
  readonly models?: readonly { readonly name: string; readonly inputTokenLimit?: number }[];
  readonly nextPageToken?: string;
  readonly error?: { readonly message?: string };
}

/** All models, page by page: the SDK has no call for it. */
export async function listModels(
  host: Host,
  url: string,
  signal?: AbortSignal,
): Promise<ModelInfo[]> {
  const key = await readKey(host, 'gemini');
  if (key === undefined) throw noKey('gemini', 'GEMINI_API_KEY');
  const client = await host.service(http);
  const found: ModelInfo[] = [];
  let token: string | undefined = '';
  while (token !== undefined) {
    const address = new URL('/v1beta/models', url);
    if (token !== '') address.searchParams.set('pageToken', token);
    const answer = await client
      .request(address.href, { headers: { 'x-goog-api-key': key }, signal })
      .catch((error: unknown) => {
        throw unreachable('gemini', url, error);
      });
    const page = (await answer.json()) as Page;
    if (!answer.ok)
      throw failureOf({
        provider: 'gemini',
        model: '',
        status: answer.status,
        message: page.error?.message ?? '',
        codes: [],
        keyVariable: 'GEMINI_API_KEY',
      });
    for (const { name, inputTokenLimit } of page.models ?? [])
      found.push({ name: name.replace(/^models\//, ''), contextTokens: inputTokenLimit });
    token = page.nextPageToken;
  }
  return found;
}
