import { expect } from 'chai';
import { isNixaiError, type AIProvider } from '@nixai/api';
import { createModelService } from './modelService.js';
import { localityOf } from './locality.js';
import { retryAfter } from './retryAfter.js';
import { createTestHost, type TestHost } from './testing/testHost.js';
import { ollamaStream, startModelServer } from './testing/modelServer.js';

const signal = new AbortController().signal;
const question = [{ role: 'user', content: 'is SECRET safe?' }] as const;

describe('who answers', () => {
  const resolve = (settings: object, choice = {}) =>
    createModelService(createTestHost({ ...settings }).host).resolve(choice);

  it('nobody, when no model is set up: with a notice', async () => {
    const resolved = await resolve({});
    expect(resolved.provider).to.equal('offline');
    expect(resolved.notice).to.contain('no model');
  });

  it('nobody, when --no-ai is given, whatever is configured', async () => {
    const resolved = await resolve({ ai_provider: 'ollama' }, { 'no-ai': true });
    expect(resolved.provider).to.equal('offline');
    expect(resolved.notice).to.equal(undefined);
  });

  it('Ollama, if it answers on this machine', async () => {
    const server = await startModelServer(() => ({
      headers: { 'content-type': 'application/json' },
      pieces: ['{"version":"0.6.2"}'],
    }));
    const resolved = await resolve({ 'providers.ollama.base_url': server.url }).finally(() =>
      server.close(),
    );
    expect(resolved).to.include({ provider: 'ollama', model: 'llama3', chosenBy: 'found' });
  });

  it('the flag before the configuration', async () => {
    const settings = { ai_provider: 'openai', ai_model: 'big' };
    expect(await resolve(settings)).to.include({
      provider: 'openai',
      model: 'big',
      chosenBy: 'config',
    });
    expect(await resolve(settings, { provider: 'ollama', model: 'small' })).to.include({
      provider: 'ollama',
      model: 'small',
      chosenBy: 'flag',
    });
  });

  it('an unknown provider is refused with the names there are', async () => {
    const error: unknown = await resolve({}, { provider: 'olama' }).catch(
      (reason: unknown) => reason,
    );
    if (!isNixaiError(error)) throw error;
    expect(error.exitCode).to.equal(2);
    expect(error.why).to.contain('ollama, openai, gemini');
  });
});

describe('falling back', () => {
  /** A provider of a test's own, on that side of the border. */
  function add(
    { host }: TestHost,
    name: string,
    locality: AIProvider['locality'],
    seen: string[] = [],
  ) {
    host.providers.add(name, () => ({
      name,
      locality,
      defaultModel: 'm',
      status: async () => ({ available: true, detail: '' }),
      models: async () => [],
      async *chat({ messages }) {
        seen.push(messages.map(({ content }) => content).join());
        yield { type: 'text', text: `from ${name}` } as const;
        yield { type: 'done', reason: 'stop' } as const;
      },
    }));
  }

  const askOllama = async (test: TestHost) => {
    const service = createModelService(test.host);
    const resolved = {
      provider: 'ollama',
      model: 'm',
      locality: 'loopback',
      chosenBy: 'config',
    } as const;
    return service.ask(resolved, question, { choice: {}, signal });
  };

  it('takes the next provider of the configuration, and says so', async () => {
    const test = createTestHost({ ai_fallback: ['backup'] });
    add(test, 'backup', 'loopback');
    const answer = await askOllama(test);
    expect(answer.text).to.equal('from backup');
    expect(answer.fallbacks.map(({ provider }) => provider)).to.deep.equal(['ollama']);
    expect(test.warnings.join()).to.contain('asking backup instead');
  });

  it('never leaves this machine unless that is allowed', async () => {
    const test = createTestHost({ ai_fallback: ['cloud'] });
    const seen: string[] = [];
    add(test, 'cloud', 'remote', seen);
    const error: unknown = await askOllama(test).catch((reason: unknown) => reason);
    expect(isNixaiError(error) && error.code).to.equal('provider-unreachable');
    expect(seen).to.deep.equal([]);
  });

  it('leaves it when it is, and without secrets', async () => {
    const test = createTestHost({ ai_fallback: ['cloud'], ai_allow_cloud_fallback: true });
    const seen: string[] = [];
    add(test, 'cloud', 'remote', seen);
    const answer = await askOllama(test);
    expect(answer.redacted).to.deep.equal({ word: 1 });
    expect(seen.join()).to.contain('<SECRET:word:1>').and.not.to.contain('is SECRET');
  });

  it('shows exactly what would leave', async () => {
    const test = createTestHost({});
    const service = createModelService(test.host);
    const remote = { provider: 'x', model: 'm', locality: 'remote', chosenBy: 'flag' } as const;
    expect(await service.preview(remote, question)).to.contain('is <SECRET:word:1> safe?');
    expect(await service.preview({ ...remote, locality: 'loopback' }, question)).to.contain(
      'is SECRET safe?',
    );
  });
});

describe('cancelling', () => {
  it('closes the connection at once', async () => {
    const server = await startModelServer(() => ({
      headers: { 'content-type': 'application/x-ndjson' },
      pieces: [ollamaStream(['first ']).split('\n')[0] + '\n'],
      end: 'open',
    }));
    const { host } = createTestHost({ 'providers.ollama.base_url': server.url });
    const controller = new AbortController();
    const service = createModelService(host);
    const asked = service.ask(await service.resolve({ provider: 'ollama' }), question, {
      choice: {},
      signal: controller.signal,
      onEvent: () => controller.abort(),
    });
    const answer = await asked.then(
      ({ complete }) => complete,
      () => false,
    );
    await server.close();
    expect(answer).to.equal(false);
  });
});

describe('localityOf', () => {
  it('takes only addresses of this machine for loopback', () => {
    for (const url of [
      'http://127.0.0.1:1',
      'http://localhost',
      'http://[::1]:80',
      'http://127.9.9.9',
    ])
      expect(localityOf(url), url).to.equal('loopback');
    for (const url of [
      'https://api.openai.com',
      'http://127.0.0.1.evil.example',
      'http://10.0.0.1',
    ])
      expect(localityOf(url), url).to.equal('remote');
  });
});

describe('retryAfter', () => {
  const read = (headers: Record<string, string>) => retryAfter((name) => headers[name], 1_000_000);
  it('reads milliseconds, seconds and dates', () => {
    expect(read({ 'retry-after-ms': '250', 'retry-after': '9' })).to.equal(250);
    expect(read({ 'retry-after': '3' })).to.equal(3000);
    expect(read({ 'retry-after': new Date(1_005_000).toUTCString() })).to.equal(5000);
    expect(read({ 'retry-after': 'soon' })).to.equal(undefined);
    expect(read({})).to.equal(undefined);
  });
});
