import { expect } from 'chai';
import { http, isNixaiError, type AIProvider, type ChatEvent, type Host } from '@nixai/api';
import { createModelHost } from '../testing/modelHost.js';
import { startModelServer, type ModelServer, type Reply } from '../testing/modelServer.js';
import { createModelService } from '../modelService.js';
import { createProviderKit } from './providerKit.js';

let server: ModelServer | undefined;
const serve = async (reply: (count: number) => Reply): Promise<string> => {
  server = await startModelServer((_, count) => reply(count));
  return server.url;
};
const message = { role: 'user', content: 'Hello' } as const;
const request = { model: 'small', messages: [message] };

/** A provider as a plugin writes it with the kit. */
function kitProvider(host: Host, url: string, framing: 'sse' | 'ndjson' = 'sse'): AIProvider {
  const kit = createProviderKit(host);
  const acme = {
    provider: 'acme',
    label: 'Acme',
    url,
    remedies: { unreachable: 'acme start', missingModel: (name: string) => `acme pull ${name}` },
  };
  return {
    name: 'acme',
    locality: 'loopback',
    defaultModel: 'small',
    status: () => kit.status(async () => 'here'),
    models: async () => [],
    chat: (asked, signal) =>
      kit.chat<{ text?: string; end?: boolean }>(
        acme,
        asked,
        {
          path: '/chat',
          body: asked,
          framing,
          key: 'k-123456',
          headers: { 'x-api-key': 'k-123456' },
        },
        ({ text, end }) => ({ text, reason: end === true ? 'stop' : undefined }),
        signal,
      ),
  };
}

/** A provider written by hand, with the HTTP service as it comes. */
function plainProvider(host: Host, url: string): AIProvider {
  return {
    ...kitProvider(host, url),
    async *chat(asked, signal) {
      const client = await host.service(http);
      const body = JSON.stringify(asked);
      const response = await client.request(url, { method: 'POST', body, signal });
      if (!response.ok)
        throw Object.assign(new Error('busy'), { nixai: true, code: 'x', retryAfter: 0 });
      yield { type: 'text', text: await response.text() };
      yield { type: 'done', reason: 'stop' };
    },
  };
}

async function events(stream: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const all: ChatEvent[] = [];
  for await (const event of stream) all.push(event);
  return all;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing was thrown',
    (error: unknown) => (isNixaiError(error) ? error.code : String(error)),
  );
}

describe('the kit for providers', () => {
  afterEach(() => server?.close());

  for (const framing of ['sse', 'ndjson'] as const)
    it(`reads ${framing}, cut anywhere, to its end`, async () => {
      const line = (value: object) =>
        framing === 'sse' ? `data: ${JSON.stringify(value)}\n\n` : `${JSON.stringify(value)}\n`;
      const text = line({ text: 'größe' }) + line({ other: 1 }) + line({ end: true });
      const bytes = Buffer.from(text);
      const pieces = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
      const type = framing === 'sse' ? 'text/event-stream' : 'application/x-ndjson';
      const url = await serve(() => ({ headers: { 'content-type': type }, pieces }));
      const host = createModelHost();
      expect(await events(kitProvider(host, url, framing).chat(request))).to.deep.equal([
        { type: 'text', text: 'größe' },
        { type: 'done', reason: 'stop', usage: undefined },
      ]);
      expect(server?.seen[0]?.headers['x-api-key']).to.equal('k-123456');
    });

  it('says failures in the words of all providers, without the key', async () => {
    const host = createModelHost();
    const failing = async (status: number, body: string): Promise<string> => {
      const url = await serve(() => ({ status, pieces: [body] }));
      const code = await codeOf(events(kitProvider(host, url).chat(request)));
      await server?.close();
      return code;
    };
    const error = (text: string) => JSON.stringify({ error: { message: text } });
    expect(await failing(401, error('bad key k-123456'))).to.equal('provider-auth');
    expect(await failing(429, error('slow down'))).to.equal('provider-rate-limit');
    expect(await failing(404, error('no such model'))).to.equal('model-not-found');
    expect(await failing(500, '')).to.equal('provider-failed');
    expect(await failing(200, '<html>login</html>')).to.equal('provider-failed');
    server = undefined;
    expect(await codeOf(events(kitProvider(host, 'http://127.0.0.1:9').chat(request)))).to.equal(
      'provider-unreachable',
    );
  });

  for (const [name, create] of [
    ['made with it', kitProvider],
    ['written by hand', plainProvider],
  ] as const)
    it(`asks three times in all for one question, for a provider ${name}`, async () => {
      const url = await serve(() => ({ status: 429, headers: { 'retry-after': '0' } }));
      const host = createModelHost();
      host.providers.add('acme', () => create(host, url));
      const service = createModelService(host, { pause: async () => {} });
      const resolved = await service.resolve({ provider: 'acme' });
      const { signal } = new AbortController();
      await codeOf(service.ask(resolved, [message], { choice: {}, signal }));
      expect(server?.seen).to.have.length(3);
    });

  it('cuts a model off that never ends, and keeps what it said', async () => {
    let told = 0;
    const host = createModelHost();
    const provider: AIProvider = {
      ...kitProvider(host, 'http://127.0.0.1:9'),
      async *chat() {
        for (; told < 2000; told++) yield { type: 'text', text: 'x'.repeat(10_000) };
      },
    };
    host.providers.add('acme', () => provider);
    const service = createModelService(host);
    const resolved = await service.resolve({ provider: 'acme' });
    const { signal } = new AbortController();
    const answer = await service.ask(resolved, [message], { choice: {}, signal });
    expect(answer.complete).to.equal(false);
    expect(answer.problem).to.contain('did not come to an end');
    expect(answer.text.length).to.be.within(1_000_000, 1_200_000);
    expect(told).to.be.below(200);
  });
});
