import { expect } from 'chai';
import {
  ExitCode,
  NixaiError,
  isNixaiError,
  type AIProvider,
  type ModelService,
  type ResolvedModel,
} from '@nixai/api';
import type { TestHost } from '@nixai/api/testing';
import { createModelService } from './modelService.js';
import { createModelHost } from './testing/modelHost.js';

const question = [{ role: 'user', content: 'is SECRET safe?' }] as const;
const down = new NixaiError({
  code: 'provider-unreachable',
  what: 'nobody is there',
  exitCode: ExitCode.providerUnavailable,
});

/** Adds a provider of a test's own, on that side of the border; gives what it was asked. */
function add(
  host: TestHost,
  name: string,
  locality: AIProvider['locality'],
  chat: AIProvider['chat'] = async function* () {
    yield { type: 'text', text: `from ${name}` };
    yield { type: 'done', reason: 'stop' };
  },
): string[] {
  const seen: string[] = [];
  host.providers.add(name, () => ({
    name,
    locality,
    defaultModel: 'm',
    status: async () => ({ available: true, detail: '' }),
    models: async () => [],
    chat(request, signal) {
      seen.push(request.messages.map(({ content }) => content).join());
      return chat(request, signal);
    },
  }));
  return seen;
}

// eslint-disable-next-line require-yield
const failing: AIProvider['chat'] = async function* () {
  throw down;
};

function ask(
  host: TestHost,
  provider = 'local',
  more: Partial<Parameters<ModelService['ask']>[2]> = {},
  locality: ResolvedModel['locality'] = 'loopback',
) {
  const resolved = { provider, model: 'm', locality, chosenBy: 'config' } as const;
  const options = { choice: {}, signal: new AbortController().signal, ...more };
  return createModelService(host).ask(resolved, question, options);
}

async function codeOf(asked: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await asked.catch((reason: unknown) => reason);
  return isNixaiError(error) ? error.code : undefined;
}

describe('falling back', () => {
  it('does not happen where no other provider is configured', async () => {
    const host = createModelHost();
    add(host, 'local', 'loopback', failing);
    const seen = add(host, 'other', 'loopback');
    expect(await codeOf(ask(host))).to.equal('provider-unreachable');
    expect(seen).to.deep.equal([]);
  });

  it('takes the providers of the configuration in their order, and says so', async () => {
    const host = createModelHost({ ai_fallback: ['gone', 'second', 'third'] });
    add(host, 'local', 'loopback', failing);
    add(host, 'second', 'loopback', failing);
    add(host, 'third', 'loopback');
    const answer = await ask(host);
    expect(answer).to.include({ text: 'from third', provider: 'third', complete: true });
    expect(answer.fallbacks.map(({ provider }) => provider)).to.deep.equal(['local', 'second']);
    expect(host.logged).to.include('warn: nobody is there; asking second instead');
    expect(host.logged.join()).to.contain('there is no provider "gone"');
  });

  it('never goes from this machine to another one unasked', async () => {
    const host = createModelHost({ ai_fallback: ['cloud'] });
    add(host, 'local', 'loopback', failing);
    const seen = add(host, 'cloud', 'remote');
    expect(await codeOf(ask(host))).to.equal('provider-unreachable');
    expect(seen).to.deep.equal([]);
    expect(host.logged.join()).to.contain('ai_allow_cloud_fallback true');
  });

  it('asks the person whether to leave this machine, and takes a no', async () => {
    for (const yes of [true, false]) {
      const host = createModelHost({ ai_fallback: ['cloud'] });
      add(host, 'local', 'loopback', failing);
      const seen = add(host, 'cloud', 'remote');
      const questions: string[] = [];
      const confirm = async (text: string) => questions.push(text) > 0 && yes;
      await ask(host, 'local', { confirm }).catch(() => {});
      expect(questions).to.deep.equal(['Send the question to cloud, beyond this machine?']);
      expect(seen.length).to.equal(yes ? 1 : 0);
    }
  });

  it('leaves it where the configuration allows it, without secrets', async () => {
    const host = createModelHost({ ai_fallback: ['cloud'], ai_allow_cloud_fallback: true });
    add(host, 'local', 'loopback', failing);
    const seen = add(host, 'cloud', 'remote');
    expect((await ask(host)).redacted).to.deep.equal({ word: 1 });
    expect(seen).to.deep.equal(['is <SECRET:word:1> safe?']);
  });

  it('does not happen once the model has begun to speak', async () => {
    const host = createModelHost({ ai_fallback: ['other'] });
    add(host, 'local', 'loopback', async function* () {
      yield { type: 'text', text: 'half' };
      throw down;
    });
    const seen = add(host, 'other', 'loopback');
    const answer = await ask(host);
    expect(answer).to.include({ text: 'half', complete: false, problem: 'nobody is there' });
    expect(seen).to.deep.equal([]);
  });

  it('does not happen to a person who gave up', async () => {
    const host = createModelHost({ ai_fallback: ['other'] });
    const controller = new AbortController();
    // eslint-disable-next-line require-yield
    add(host, 'local', 'loopback', async function* () {
      controller.abort();
      throw down;
    });
    const seen = add(host, 'other', 'loopback');
    expect(await codeOf(ask(host, 'local', { signal: controller.signal }))).to.equal('interrupted');
    expect(seen).to.deep.equal([]);
  });
});

describe('what leaves', () => {
  it('to this machine is the text as it is', async () => {
    const host = createModelHost();
    const seen = add(host, 'local', 'loopback');
    expect((await ask(host)).redacted).to.deep.equal({});
    expect(seen).to.deep.equal(['is SECRET safe?']);
  });

  it('to another one has no secrets, unless the person wants it so', async () => {
    for (const [redaction, sent] of [
      [true, 'is <SECRET:word:1> safe?'],
      [false, 'is SECRET safe?'],
    ] as const) {
      const host = createModelHost({ redaction });
      const seen = add(host, 'cloud', 'remote');
      await ask(host, 'cloud', {}, 'remote');
      expect(seen).to.deep.equal([sent]);
    }
  });

  it('is shown beforehand exactly so', async () => {
    const service = createModelService(createModelHost());
    const remote = { provider: 'x', model: 'm', locality: 'remote', chosenBy: 'flag' } as const;
    expect(await service.preview(remote, question)).to.equal('--- user\nis <SECRET:word:1> safe?');
    const local = { ...remote, locality: 'loopback' } as const;
    expect(await service.preview(local, question)).to.equal('--- user\nis SECRET safe?');
  });
});

describe('the time that a model may take', () => {
  const waiting: AIProvider['chat'] = async function* (_, signal) {
    yield { type: 'reasoning', text: 'hm' };
    await new Promise((_resolve, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason as Error)),
    );
  };

  it('is that of the flag, before that of the provider', async () => {
    const host = createModelHost({ 'providers.ollama.timeout': 3600 });
    add(host, 'ollama', 'loopback', waiting);
    const error: unknown = await ask(host, 'ollama', { choice: { timeout: 0.05 } }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.include({ code: 'provider-timeout', exitCode: 3 });
    expect(isNixaiError(error) && error.hint).to.contain('--timeout');
  });

  it('is that of the provider, without the flag', async () => {
    const host = createModelHost({ 'providers.ollama.timeout': 0.05 });
    add(host, 'ollama', 'loopback', waiting);
    expect(await codeOf(ask(host, 'ollama'))).to.equal('provider-timeout');
  });
});
