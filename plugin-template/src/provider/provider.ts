import {
  NixaiError,
  ExitCode,
  http,
  messageOf,
  type AIProvider,
  type ChatEvent,
  type Host,
} from '@nixai/api';
import type { Settings } from './settings.js';

/**
 * A model server with two addresses: `GET /models` lists names, and `POST /chat` answers with one
 * JSON document a line, `{"text": "…"}`, the last one `{"done": true}`.
 */
export function createProvider(host: Host, { base_url }: Settings): AIProvider {
  const { hostname } = new URL(base_url);
  return {
    name: 'acme-demo',
    locality: /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) ? 'loopback' : 'remote',
    defaultModel: 'default',
    async status(signal) {
      try {
        const client = await host.service(http);
        await client.request(`${base_url}/models`, { signal, timeout: 2000, retries: 0 });
        return { available: true, detail: `a model server at ${base_url}` };
      } catch (error) {
        return { available: false, detail: messageOf(error), hint: settingHint };
      }
    },
    async models(signal) {
      const client = await host.service(http);
      const response = await client.request(`${base_url}/models`, { signal });
      if (!response.ok) throw failed(`it answered with HTTP ${response.status}`);
      return ((await response.json()) as readonly string[]).map((name) => ({ name }));
    },
    async *chat({ model, messages }, signal) {
      const client = await host.service(http);
      const response = await client.request(`${base_url}/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model, messages }),
        timeout: 120_000,
        signal,
      });
      if (!response.ok || response.body === null)
        throw failed(`it answered with HTTP ${response.status}`);
      yield* eventsOf(linesOf(response.body));
    },
  };
}

const settingHint = 'nixai config set acme-demo.base_url http://127.0.0.1:8000';

function failed(why: string): NixaiError {
  return new NixaiError({
    code: 'provider-failed',
    what: 'the model server of acme-demo failed',
    why,
    hint: settingHint,
    exitCode: ExitCode.providerUnavailable,
  });
}

/** The last event is always `done`; a stream that breaks off is told as such. */
async function* eventsOf(lines: AsyncIterable<string>): AsyncGenerator<ChatEvent> {
  for await (const line of lines) {
    const { text, done } = JSON.parse(line) as { text?: string; done?: boolean };
    if (text !== undefined) yield { type: 'text', text };
    if (done === true) {
      yield { type: 'done', reason: 'stop' };
      return;
    }
  }
  yield { type: 'done', reason: 'interrupted' };
}

/** The lines of a body, however it is cut on the way. */
async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line.trim() !== '');
  }
  if (rest.trim() !== '') yield rest;
}
