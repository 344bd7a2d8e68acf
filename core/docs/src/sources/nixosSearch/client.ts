import { NixaiError, type HttpClient } from '@nixai/api';
import { parseJson } from '@nixai/safety';

/** A document as the index has it. */
export type Document = Readonly<Record<string, unknown>>;

/**
 * What the site's own page sends with each search, to everybody (NixOS/nixos-search,
 * `frontend/src/index.js`): it tells browsers from crawlers and protects nothing.
 */
const visitor = `Basic ${Buffer.from('aWVSALXpZv:X8gPHnzL52wFEekuxsfQ9cSh').toString('base64')}`;

/** The search backend at an address. */
export interface SearchBackend {
  /** Documents of an index, best first; undefined if there is no such index. */
  search(
    index: string,
    body: object,
    signal: AbortSignal,
  ): Promise<readonly Document[] | undefined>;
  /** How many documents an index has; 0 if there is none. */
  count(index: string, signal: AbortSignal): Promise<number>;
}

interface Answer {
  readonly hits?: {
    readonly total?: number | { readonly value?: number };
    readonly hits?: readonly { readonly _source?: Document }[];
  };
}

/** @throws NixaiError of the network, or `search-failed`. */
export function createBackend(http: HttpClient, base: string): SearchBackend {
  async function ask(index: string, body: object, signal: AbortSignal) {
    const response = await http.request(`${base.replace(/\/+$/, '')}/${index}/_search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: visitor },
      body: JSON.stringify(body),
      retries: 1,
      signal,
    });
    if (response.status === 404) return undefined;
    const text = await response.text();
    if (!response.ok) throw failed(base, `the server says ${response.status}`);
    try {
      return parseJson(text) as Answer;
    } catch {
      throw failed(base, 'its answer is not JSON');
    }
  }
  return {
    async search(index, body, signal) {
      const answer = await ask(index, body, signal);
      return answer?.hits?.hits?.flatMap(({ _source }) => (_source ? [_source] : [])) ?? undefined;
    },
    async count(index, signal) {
      const total = (await ask(index, { size: 0 }, signal))?.hits?.total ?? 0;
      return typeof total === 'number' ? total : (total.value ?? 0);
    },
  };
}

function failed(base: string, why: string): NixaiError {
  return new NixaiError({ code: 'search-failed', what: `${base} could not be searched`, why });
}
