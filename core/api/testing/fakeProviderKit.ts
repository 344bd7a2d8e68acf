import { NixaiError, type ProviderKit } from '@nixai/api';

/**
 * The kit for providers over plain `fetch`, for a test with a server of its own: streams and keys as
 * they come, every failure `provider-failed`.
 */
export function fakeProviderKit(env: Readonly<Record<string, string>> = {}): ProviderKit {
  return {
    locality: (url) =>
      /^(?:localhost|127\.|\[::1\])/.test(new URL(url).hostname) ? 'loopback' : 'remote',
    key: async ({ variables, written }) =>
      variables.map((name) => env[name]).find((key) => key !== undefined) ?? written,
    keyMissing: ({ label }) =>
      new NixaiError({ code: 'provider-auth', what: `${label} needs a key` }),
    async json(server, path, { headers, body, signal } = {}) {
      const method = body === undefined ? 'GET' : 'POST';
      const text = body === undefined ? undefined : JSON.stringify(body);
      const url = server.url + path;
      return (await (await sent(url, { method, headers, body: text, signal })).json()) as object;
    },
    async *chat(server, _, { path, body, headers, framing }, read, signal) {
      const init = { method: 'POST', headers, body: JSON.stringify(body), signal };
      const text = await (await sent(server.url + path, init)).text();
      const start = framing === 'sse' ? 'data: ' : '';
      let reason: ReturnType<typeof read>['reason'] = 'interrupted';
      for (const line of text.split('\n')) {
        if (line.trim() === '' || !line.startsWith(start)) continue;
        const said = read(JSON.parse(line.slice(start.length)) as never);
        if (said.reasoning) yield { type: 'reasoning', text: said.reasoning };
        if (said.text) yield { type: 'text', text: said.text };
        reason = said.reason ?? reason;
      }
      yield { type: 'done', reason };
    },
    async status(look) {
      try {
        return { available: true, detail: await look(2000) };
      } catch (error) {
        return { available: false, detail: String(error) };
      }
    },
  };
}

async function sent(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.ok) return response;
  throw new NixaiError({ code: 'provider-failed', what: `HTTP ${response.status} at ${url}` });
}
