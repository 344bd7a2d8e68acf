import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { isNixaiError, type NixaiError } from '@nixai/api';
import { localityOf } from './locality.js';
import { resolveModel } from './resolution.js';
import { createProviderHost } from './testing/modelHost.js';
import type { ModelServer } from './testing/modelServer.js';
import { startModelService } from './testing/modelService.js';

type Settings = Readonly<Record<string, unknown>>;

const resolve = (settings: Settings = {}, choice = {}, env: NodeJS.ProcessEnv = {}) =>
  resolveModel(createProviderHost(settings), choice, env);

async function refusal(...given: Parameters<typeof resolve>): Promise<NixaiError> {
  const error: unknown = await resolve(...given).catch((reason: unknown) => reason);
  if (!isNixaiError(error)) throw new Error('this should have been refused');
  return error;
}

describe('who answers', () => {
  let ollama: ModelServer | undefined;
  afterEach(() => ollama?.close().then(() => (ollama = undefined)));
  const withOllama = async (...models: string[]): Promise<Settings> => {
    ollama = await startModelService('ollama', { models });
    return { 'providers.ollama.base_url': ollama.url };
  };

  it('the flag, before all else', async () => {
    const settings = { ai_provider: 'openai', ai_model: 'big' };
    const choice = { provider: 'ollama', model: 'small' };
    expect(await resolve(settings, choice, { NIXAI_PROVIDER: 'openai' })).to.include({
      provider: 'ollama',
      model: 'small',
      chosenBy: 'flag',
    });
  });

  it('the environment, before the files: which of them it was is told', async () => {
    // The configuration service has merged the two already.
    const settings = { ai_provider: 'gemini', 'providers.gemini.model': 'flash' };
    const expected = { provider: 'gemini', model: 'flash' };
    expect(await resolve(settings, {}, { NIXAI_PROVIDER: 'gemini' })).to.include({
      ...expected,
      chosenBy: 'environment',
    });
    expect(await resolve(settings)).to.include({ ...expected, chosenBy: 'config' });
  });

  it('the configuration, before Ollama on this machine', async () => {
    const settings = { ...(await withOllama('llama3')), ai_provider: 'openai', ai_model: 'big' };
    expect(await resolve(settings)).to.include({ provider: 'openai', model: 'big' });
    expect(ollama?.seen).to.deep.equal([]);
  });

  it('Ollama, if it answers on this machine and nobody chose', async () => {
    const settings = await withOllama('mistral:latest', 'llama3:latest');
    const resolved = await resolve(settings);
    expect(resolved).to.include({ provider: 'ollama', model: 'llama3:latest', chosenBy: 'found' });
    expect(resolved.notice).to.equal(undefined);
  });

  it('Ollama, however busy it is', async () => {
    const busy = createServer((_request, response) => {
      const body = JSON.stringify({ models: [{ name: 'llama3:latest' }] });
      setTimeout(() => response.setHeader('content-type', 'application/json').end(body), 500);
    });
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(busy.address() as AddressInfo).port}`;
    const resolved = await resolve({ 'providers.ollama.base_url': url });
    busy.close();
    expect(resolved).to.include({ provider: 'ollama', model: 'llama3:latest', chosenBy: 'found' });
  });

  it('nobody, where Ollama is there and fails: that is said, not that none is set up', async () => {
    const broken = createServer((_request, response) => response.writeHead(500).end('no'));
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(broken.address() as AddressInfo).port}`;
    const { provider, notice } = await resolve({ 'providers.ollama.base_url': url });
    broken.close();
    expect(provider).to.equal('offline');
    expect(notice)
      .to.match(/Ollama/)
      .and.not.to.match(/no model is set up/);
  });

  it('another model of Ollama, where it has not the usual one: that is said', async () => {
    const resolved = await resolve(await withOllama('nomic-embed-text', 'mistral'));
    expect(resolved).to.include({ provider: 'ollama', model: 'mistral' });
    expect(resolved.notice).to.contain('mistral').and.contain('no llama3');
  });

  it('nobody, where Ollama has no model yet: the line says how to get one', async () => {
    const resolved = await resolve(await withOllama());
    expect(resolved).to.include({ provider: 'offline', chosenBy: 'offline' });
    expect(resolved.notice).to.contain('ollama pull');
  });

  it('nobody, where only a cloud model of Ollama is there: it is not picked unasked', async () => {
    expect((await resolve(await withOllama('gpt-oss:120b-cloud'))).provider).to.equal('offline');
  });

  it('nobody, where nothing is set up: in one line that says what to do', async () => {
    const { provider, notice } = await resolve();
    expect(provider).to.equal('offline');
    expect(notice).to.contain('ollama pull').and.not.contain('\n');
  });

  it('nobody, where a key merely lies about: the line says how to use it', async () => {
    const { provider, notice } = await resolve({}, {}, { OPENAI_API_KEY: 'k' });
    expect(provider).to.equal('offline');
    expect(notice).to.contain('--provider openai');
  });

  it('nobody, with --no-ai, whatever is configured', async () => {
    const resolved = await resolve({ ai_provider: 'ollama' }, { 'no-ai': true });
    expect(resolved).to.deep.equal({ provider: 'offline', locality: 'loopback', chosenBy: 'flag' });
  });

  it('the only model of a server that has but one', async () => {
    const server = await startModelService('openai', { models: ['gemma.gguf'] });
    const settings = { 'providers.openai.base_url': `${server.url}/v1` };
    const resolved = await resolve(settings, { provider: 'openai' }).finally(() => server.close());
    expect(resolved).to.include({ model: 'gemma.gguf', locality: 'loopback' });
  });

  it('no provider that is unknown: the names and the nearest are told', async () => {
    const error = await refusal({}, { provider: 'olama' });
    expect(error).to.include({ code: 'provider-unknown', exitCode: 2, hint: '--provider ollama' });
    expect(error.why).to.contain('ollama, openai, gemini, offline');
    const configured = await refusal({ ai_provider: 'olama' }, {});
    expect(configured.hint).to.equal('nixai config set ai_provider ollama');
  });

  it('no model by guesswork: which there are, a command tells', async () => {
    const server = await startModelService('openai', { models: ['a', 'b'] });
    const settings = { 'providers.openai.base_url': `${server.url}/v1` };
    const error = await refusal(settings, { provider: 'openai' }).finally(() => server.close());
    expect(error).to.include({ code: 'model-unnamed', exitCode: 2 });
    expect(error.hint).to.contain('nixai models --provider openai');
  });
});

describe('who answers under --offline', () => {
  const offline = { offline: true, 'providers.openai.model': 'm' };

  it('not a remote provider of the configuration: the handbook, in one line', async () => {
    const resolved = await resolve({ ...offline, ai_provider: 'openai' });
    expect(resolved.provider).to.equal('offline');
    expect(resolved.notice).to.contain('openai is beyond this machine');
  });

  it('not a remote provider that a flag names: that is an error', async () => {
    expect(await refusal(offline, { provider: 'openai' })).to.include({ code: 'offline' });
  });

  it('not a cloud model of the Ollama on this machine', async () => {
    const choice = { provider: 'ollama', model: 'gpt-oss:120b-cloud' };
    expect(await refusal(offline, choice)).to.include({ code: 'offline' });
  });

  it('a model on this machine', async () => {
    const choice = { provider: 'ollama', model: 'llama3' };
    expect(await resolve(offline, choice)).to.include({ provider: 'ollama', locality: 'loopback' });
  });
});

describe('where an address is', () => {
  it('is this machine only where that is sure', () => {
    const here = ['http://127.0.0.1:1', 'http://localhost', 'http://[::1]:80', 'http://127.9.9.9'];
    for (const url of here) expect(localityOf(url), url).to.equal('loopback');
    const away = ['https://api.openai.com', 'http://127.0.0.1.evil.example', 'http://10.0.0.1', ''];
    for (const url of away) expect(localityOf(url), url).to.equal('remote');
  });
});
