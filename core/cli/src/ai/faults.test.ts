import { expect } from 'chai';
import { isNixaiError, type NixaiError } from '@nixai/api';
import { createModelService } from './modelService.js';
import { createTestHost } from './testing/testHost.js';
import { startModelServer, type Reply } from './testing/modelServer.js';

const json = { 'content-type': 'application/json' };
const names = ['ollama', 'openai', 'gemini'] as const;
type Name = (typeof names)[number];

/** An error body as that service writes it. */
function errorBody(name: Name, message: string, details: object = {}): string {
  if (name === 'ollama') return JSON.stringify({ error: message });
  if (name === 'openai') return JSON.stringify({ error: { message, ...details } });
  return JSON.stringify({ error: { code: 400, message, status: 'X', details: [details] } });
}

async function failureOf(name: Name, reply: (count: number) => Reply, seconds = 10) {
  const server = await startModelServer((_, count) => reply(count));
  const { host } = createTestHost({
    [`providers.${name}.base_url`]: name === 'openai' ? `${server.url}/v1` : server.url,
    [`providers.${name}.api_key`]: 'key',
  });
  const service = createModelService(host);
  const choice = { provider: name, model: 'm', timeout: seconds };
  try {
    await service.ask(await service.resolve(choice), [{ role: 'user', content: '?' }], {
      choice,
      signal: new AbortController().signal,
    });
  } catch (error) {
    if (isNixaiError(error)) return { error: error, requests: server.seen.length };
    throw error;
  } finally {
    await server.close();
  }
  throw new Error('no failure');
}

for (const name of names) {
  describe(`when ${name} fails`, () => {
    const at =
      (status: number, details: object = {}, headers: Record<string, string> = {}) =>
      () => ({
        status,
        headers: { ...json, ...headers },
        pieces: [errorBody(name, 'its own words', details)],
      });

    it('a key that is not accepted ends with 4 and names the variable', async () => {
      const { error, requests } = await failureOf(name, at(401));
      expect(error.code).to.equal('provider-auth');
      expect(error.exitCode).to.equal(4);
      expect(requests, 'not asked again').to.equal(1);
    });

    it('a model that is not there says how to get it', async () => {
      const { error } = await failureOf(name, at(404));
      expect(error.code).to.equal('model-not-found');
      expect(error.hint).to.contain(name === 'ollama' ? 'ollama pull m' : 'nixai models');
    });

    it('a server error is tried again, and its own words are kept', async () => {
      const { error, requests } = await failureOf(name, at(503));
      expect(error.code).to.equal('provider-failed');
      expect(error.exitCode).to.equal(3);
      expect(requests).to.equal(3);
      expect(error.why).to.contain('its own words');
    });

    it('a request it refuses is not repeated', async () => {
      const { error, requests } = await failureOf(name, at(400));
      expect(error.code).to.equal('provider-refused');
      expect(requests).to.equal(1);
    });

    it('a page of HTML is a failure, not an answer', async () => {
      const { error } = await failureOf(name, () => ({
        headers: { 'content-type': 'text/html' },
        pieces: ['<html><body>Log in to the hotel network</body></html>'],
      }));
      expect(error.exitCode).to.equal(3);
    });

    it('an empty answer is a failure', async () => {
      const { error } = await failureOf(name, () => ({ headers: json, pieces: [] }));
      expect(error.exitCode).to.equal(3);
    });

    it('silence ends at the deadline', async () => {
      const { error } = await failureOf(
        name,
        () => ({ headers: json, pieces: [], end: 'open' }),
        1,
      );
      expect(error.what).to.contain('within 1 s');
    });
  });
}

describe('too many requests', () => {
  it('a quota that is used up is not asked again', async () => {
    const { error, requests } = await failureOf('openai', () => ({
      status: 429,
      headers: json,
      pieces: [errorBody('openai', 'You exceeded your quota', { code: 'insufficient_quota' })],
    }));
    expect(error.code).to.equal('provider-quota');
    expect(error.exitCode).to.equal(4);
    expect(requests).to.equal(1);
  });

  it("Gemini's daily quota is a quota, in the body's words", async () => {
    const { error, requests } = await failureOf('gemini', () => ({
      status: 429,
      headers: json,
      pieces: [
        errorBody('gemini', 'quota', {
          violations: [{ quotaId: 'GenerateRequestsPerDayPerProject' }],
        }),
      ],
    }));
    expect(error.code).to.equal('provider-quota');
    expect(requests).to.equal(1);
  });

  it('a rate is waited for, as long as the header says', async () => {
    const { error, requests } = await failureOf('openai', () => ({
      status: 429,
      headers: { ...json, 'retry-after-ms': '10' },
      pieces: [errorBody('openai', 'slow down', { code: 'rate_limit_exceeded' })],
    }));
    expect(error.code).to.equal('provider-rate-limit');
    expect(requests).to.equal(3);
  });

  it('three days are not waited for', async () => {
    const { requests } = await failureOf('openai', () => ({
      status: 429,
      headers: { ...json, 'retry-after': '259200' },
      pieces: [errorBody('openai', 'slow down')],
    }));
    expect(requests).to.equal(1);
  });

  it("Gemini's delay is in the body", async () => {
    const { requests } = await failureOf('gemini', () => ({
      status: 429,
      headers: json,
      pieces: [errorBody('gemini', 'rate', { retryDelay: '0.01s' })],
    }));
    expect(requests).to.equal(3);
  });
});

describe('a provider that is not there', () => {
  for (const name of names)
    it(`${name}: says where it was looked for`, async () => {
      const { host } = createTestHost({
        [`providers.${name}.base_url`]: 'http://127.0.0.1:9',
        [`providers.${name}.api_key`]: 'key',
      });
      const service = createModelService(host);
      const choice = { provider: name, model: 'm' };
      const asked = service.ask(await service.resolve(choice), [{ role: 'user', content: '?' }], {
        choice,
        signal: new AbortController().signal,
      });
      const error = await asked.then(
        () => undefined,
        (reason: unknown) => reason as NixaiError,
      );
      expect(error?.code).to.equal('provider-unreachable');
      expect(error?.what).to.contain('127.0.0.1:9');
    });
});
