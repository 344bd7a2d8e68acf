import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import {
  isNixaiError,
  type AIProvider,
  type HttpClient,
  type ModelAnswer,
  type NixaiError,
} from '@nixai/api';
import { attempt } from './attempt.js';
import type { EndpointOptions } from './endpoint.js';
import { createModelHost } from './testing/modelHost.js';
import { startModelServer, type ModelServer, type Reply } from './testing/modelServer.js';
import { createProvider } from './testing/createProvider.js';
import { baseUrl, names, wires, type ErrorDetails, type Name } from './testing/wires.js';

const json = { 'content-type': 'application/json' };
const texts = ['Enable ', '`services.openssh.enable`', '.'];
const key = 'sk-canary-0123456789abcdef';

interface Outcome {
  readonly answer?: Partial<ModelAnswer>;
  readonly error?: NixaiError;
  readonly requests: number;
  /** The pauses between tries, milliseconds. */
  readonly pauses: readonly number[];
}

interface Trial extends EndpointOptions {
  readonly seconds?: number;
  readonly http?: Partial<HttpClient>;
  /** Of the base URL, given that of the server. */
  readonly address?: (url: string) => string;
}

/** Asks a provider whose service answers so: what a person gets, and what it cost. */
async function ask(
  name: Name,
  reply: (count: number) => Reply,
  { seconds = 5, http, address = (url) => url, ...options }: Trial = {},
): Promise<Outcome> {
  const server = await startModelServer((_, count) => reply(count));
  const pauses: number[] = [];
  try {
    const provider = await providerAt(name, address(server.url), http, options);
    const answer = await attempt(
      provider,
      { model: 'm', messages: [{ role: 'user', content: '?' }] },
      {
        seconds,
        signal: new AbortController().signal,
        log: { info() {} },
        pause: async (milliseconds) => pauses.push(milliseconds),
      },
    );
    return { answer, requests: server.seen.length, pauses };
  } catch (error) {
    if (!isNixaiError(error)) throw error;
    return { error, requests: server.seen.length, pauses };
  } finally {
    await server.close();
  }
}

function providerAt(
  name: Name,
  url: string,
  http?: Partial<HttpClient>,
  options?: EndpointOptions,
): Promise<AIProvider> {
  const host = createModelHost(
    {
      [`providers.${name}.base_url`]: baseUrl(name, url),
      [`providers.${name}.api_key`]: key,
    },
    http,
  );
  return createProvider(name, host, options);
}

/** A fetch that fails as Node's does. */
const failingWith = (code: string): Partial<HttpClient> => ({
  fetch: async () => {
    const cause = Object.assign(new Error(code), { code });
    throw new TypeError('fetch failed', { cause });
  },
});

for (const name of names) {
  const wire = wires[name];
  const stream = { 'content-type': wire.type };
  const whole = wire.stream(texts);
  const error = (
    status: number,
    more?: ErrorDetails,
    headers: Record<string, string> = {},
  ): Reply => ({
    status,
    headers: { ...json, ...headers },
    pieces: [wire.error(status, 'its own words', more)],
  });

  interface Case {
    readonly what: string;
    readonly reply?: (count: number) => Reply;
    readonly trial?: Trial;
    readonly code: string;
    readonly exit: number;
    readonly requests: number;
  }
  const ok: Reply = { headers: stream, pieces: [whole] };
  const failures: readonly Case[] = [
    {
      what: 'a closed port',
      trial: { address: () => 'http://127.0.0.1:9' },
      code: 'provider-unreachable',
      exit: 3,
      requests: 0,
    },
    {
      what: 'an unknown name',
      trial: { http: failingWith('ENOTFOUND') },
      code: 'provider-unreachable',
      exit: 3,
      requests: 0,
    },
    {
      what: 'a host that does not answer',
      trial: { http: failingWith('UND_ERR_CONNECT_TIMEOUT') },
      code: 'provider-unreachable',
      exit: 3,
      requests: 0,
    },
    {
      what: 'a bad certificate',
      trial: { http: failingWith('CERT_HAS_EXPIRED') },
      code: 'provider-unreachable',
      exit: 3,
      requests: 0,
    },
    {
      what: 'no TLS where there should be',
      trial: { address: (url) => url.replace('http:', 'https:') },
      code: 'provider-unreachable',
      exit: 3,
      requests: 0,
    },
    {
      what: 'a reset before the headers',
      reply: () => ({ instead: 'cut' }),
      code: 'provider-failed',
      exit: 3,
      requests: 3,
    },
    {
      what: 'a reset after the headers',
      reply: () => ({ headers: stream, end: 'cut' }),
      code: 'provider-failed',
      exit: 3,
      requests: 3,
    },
    {
      what: 'no headers',
      reply: () => ({ instead: 'silence' }),
      trial: { patience: { start: 100, pause: 100 } },
      code: 'provider-timeout',
      exit: 3,
      requests: 1,
    },
    {
      what: 'headers, and then nothing',
      reply: () => ({ headers: stream, end: 'open' }),
      trial: { patience: { start: 100, pause: 100 } },
      code: 'provider-timeout',
      exit: 3,
      requests: 1,
    },
    {
      what: 'a deadline',
      reply: () => ({ instead: 'silence' }),
      trial: { seconds: 0.2 },
      code: 'provider-timeout',
      exit: 3,
      requests: 1,
    },
    {
      what: 'a page of HTML',
      reply: () => ({
        headers: { 'content-type': 'text/html' },
        pieces: ['<html>Log in to the hotel network</html>'],
      }),
      code: 'provider-failed',
      exit: 3,
      requests: 1,
    },
    {
      what: 'an empty body',
      reply: () => ({ headers: stream }),
      code: 'provider-failed',
      exit: 3,
      requests: 3,
    },
    {
      what: 'rubbish',
      reply: () => ({ headers: stream, pieces: ['data: {"a', '\n\n'] }),
      code: 'provider-failed',
      exit: 3,
      requests: 3,
    },
    {
      what: 'a redirect elsewhere',
      reply: () => ({ status: 301, headers: { location: 'http://127.0.0.1:9/' } }),
      code: 'provider-failed',
      exit: 3,
      requests: 1,
    },
    {
      what: 'another 307',
      reply: () => ({ status: 307, headers: { location: '/elsewhere' } }),
      code: 'provider-failed',
      exit: 3,
      requests: 1,
    },
    { what: '400', reply: () => error(400), code: 'provider-refused', exit: 5, requests: 1 },
    { what: '401', reply: () => error(401), code: 'provider-auth', exit: 4, requests: 1 },
    { what: '402', reply: () => error(402), code: 'provider-quota', exit: 4, requests: 1 },
    { what: '403', reply: () => error(403), code: 'provider-auth', exit: 4, requests: 1 },
    {
      what: '404 for the model',
      reply: () => error(404),
      code: 'model-not-found',
      exit: 3,
      requests: 1,
    },
    {
      what: '404 for the address',
      reply: () => ({ status: 404, pieces: ['404 page not found'] }),
      code: 'provider-failed',
      exit: 3,
      requests: 1,
    },
    { what: '408', reply: () => error(408), code: 'provider-failed', exit: 3, requests: 3 },
    { what: '413', reply: () => error(413), code: 'provider-refused', exit: 5, requests: 1 },
    { what: '429', reply: () => error(429), code: 'provider-rate-limit', exit: 3, requests: 3 },
    {
      what: '429 for three days',
      reply: () => error(429, {}, { 'retry-after': '259200' }),
      code: 'provider-rate-limit',
      exit: 3,
      requests: 1,
    },
    { what: '500', reply: () => error(500), code: 'provider-failed', exit: 3, requests: 3 },
    { what: '503', reply: () => error(503), code: 'provider-failed', exit: 3, requests: 3 },
    {
      what: '502 in HTML',
      reply: () => ({
        status: 502,
        headers: { 'content-type': 'text/html' },
        pieces: ['<h1>Bad Gateway</h1>'],
      }),
      code: 'provider-failed',
      exit: 3,
      requests: 3,
    },
    {
      what: 'an error as the first message',
      reply: () => ({ headers: stream, pieces: [wire.streamedError('overloaded')] }),
      code: 'provider-failed',
      exit: 3,
      requests: 3,
    },
  ];

  describe(`when ${name} fails`, () => {
    for (const { what, reply = () => ok, trial, code, exit, requests } of failures)
      it(`by ${what}: ${code}, after ${requests} requests`, async () => {
        const outcome = await ask(name, reply, trial);
        expect(outcome.error).to.include({ code, exitCode: exit });
        expect(outcome.requests).to.equal(requests);
        expect(outcome.error?.hint ?? code).to.not.equal('');
      });

    it('says so in the words of the service', async () => {
      expect((await ask(name, () => error(400))).error?.why).to.equal('its own words');
    });

    it('recovers when only the first try fails', async () => {
      const once = (first: Reply) => ask(name, (count) => (count === 1 ? first : ok));
      for (const first of [error(503), error(429), { instead: 'cut' } as const]) {
        const { answer, requests } = await once(first);
        expect(answer).to.include({ text: texts.join(''), complete: true });
        expect(requests).to.equal(2);
      }
    });

    it('waits as long as it is asked to', async () => {
      const pauseFor = async (headers: Record<string, string>) => {
        const { pauses } = await ask(name, (count) => (count === 1 ? error(429, {}, headers) : ok));
        return pauses[0];
      };
      expect(await pauseFor({ 'retry-after': '2' })).to.equal(2000);
      expect(await pauseFor({ 'retry-after-ms': '250' })).to.equal(250);
      const date = new Date(Date.now() + 4000).toUTCString();
      expect(await pauseFor({ 'retry-after': date })).to.be.at.most(4000);
      expect(await pauseFor({})).to.be.within(300, 700);
    });

    it('does not wait past the deadline', async () => {
      const { error: failure, requests } = await ask(
        name,
        () => error(429, {}, { 'retry-after': '30' }),
        { seconds: 5 },
      );
      expect(failure).to.include({ code: 'provider-rate-limit', hint: 'try again in 30 seconds' });
      expect(requests).to.equal(1);
    });

    const begun = wire.beginning(texts.slice(0, 2));
    const partial: Readonly<Record<string, readonly [Reply, Trial?]>> = {
      'the connection is cut': [{ headers: stream, pieces: [begun], end: 'cut' }],
      'the stream just ends': [{ headers: stream, pieces: [begun] }],
      'nothing more comes': [
        { headers: stream, pieces: [begun], end: 'open' },
        { patience: { start: 60_000, pause: 1000 } },
      ],
      'it drips until the deadline': [
        { headers: stream, pieces: [begun, ...' '.repeat(200)], pace: 20 },
        { seconds: 2 },
      ],
      'an error comes in the stream': [
        { headers: stream, pieces: [begun, wire.streamedError('overloaded')] },
      ],
      'half a message is the last': [{ headers: stream, pieces: [begun, 'data: {"choi'] }],
    };
    for (const [what, [reply, trial]] of Object.entries(partial))
      it(`keeps the text that came before ${what}, marked, and asks no second time`, async () => {
        const { answer, requests } = await ask(name, () => reply, trial);
        expect(answer).to.include({ text: texts.slice(0, 2).join(''), complete: false });
        expect(answer?.problem).to.be.a('string').and.not.equal('');
        expect(requests).to.equal(1);
      });

    it('answers when its service compresses', async () => {
      const headers = { ...stream, 'content-encoding': 'gzip' };
      const { answer } = await ask(name, () => ({ headers, pieces: [gzipSync(whole)] }));
      expect(answer).to.include({ text: texts.join(''), complete: true });
    });

    it('never shows the key, nor part of it', async () => {
      const echo = `Incorrect key: ${key}. sk-canary-****cdef is wrong`;
      for (const status of [400, 401, 429, 503]) {
        const pieces = [wire.error(status, echo)];
        const { error: failure } = await ask(name, () => ({ status, headers: json, pieces }));
        if (name !== 'ollama') expect(failure?.message).not.to.match(/canary|cdef/);
      }
    });

    it('prints nothing, whatever it is sent', async () => {
      const printed = await printedDuring(async () => {
        for (const reply of [
          { status: 500, headers: { 'content-type': 'text/plain' }, pieces: ['no JSON'] },
          { status: 500, headers: json, pieces: ['{no JSON'] },
          { headers: stream, pieces: ['data: rubbish\n\n'] },
          { headers: stream, pieces: [begun, 'rubbish\n\n'] },
        ])
          await ask(name, () => reply);
      });
      expect(printed).to.equal('');
    });
  });
}

describe('the quota of a provider', () => {
  it('at OpenAI is told by its code, and not asked again', async () => {
    const reply = {
      status: 429,
      headers: json,
      pieces: [wires.openai.error(429, 'x', { code: 'insufficient_quota' })],
    };
    const { error, requests } = await ask('openai', () => reply);
    expect(error).to.include({ code: 'provider-quota', exitCode: 4 });
    expect(requests).to.equal(1);
  });

  const gemini = (...details: object[]): Reply => ({
    status: 429,
    headers: json,
    pieces: [wires.gemini.error(429, 'You exceeded your current quota', { details })],
  });
  const quota = (quotaId: string) => ({
    '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
    violations: [{ quotaId }],
  });
  const info = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '3s' };

  it('at Gemini is told by what it counts: a day is not waited for', async () => {
    const reply = gemini(quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier'), info);
    const { error, requests } = await ask('gemini', () => reply);
    expect(error).to.include({ code: 'provider-quota', exitCode: 4 });
    expect(requests).to.equal(1);
  });

  it('a minute is, as long as the body says', async () => {
    const reply = gemini(quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier'), info);
    const { error, pauses } = await ask('gemini', () => reply, { seconds: 20 });
    expect(error).to.include({ code: 'provider-rate-limit' });
    expect(pauses).to.deep.equal([3000, 3000]);
  });
});

describe('what else a provider says', () => {
  it("Gemini's bad key comes as 400", async () => {
    const details = [{ reason: 'API_KEY_INVALID' }];
    const pieces = [wires.gemini.error(400, 'API key not valid.', { details })];
    const { error } = await ask('gemini', () => ({ status: 400, headers: json, pieces }));
    expect(error).to.include({ code: 'provider-auth', hint: 'export GEMINI_API_KEY=…' });
  });

  it("a prompt that Gemini's filter blocks is refused, with the reason", async () => {
    const pieces = ['data: {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}\r\n\r\n'];
    const { error } = await ask('gemini', () => ({
      headers: { 'content-type': 'text/event-stream' },
      pieces,
    }));
    expect(error).to.include({ code: 'provider-refused', exitCode: 5 });
    expect(error?.why).to.contain('PROHIBITED_CONTENT');
  });

  for (const name of names)
    it(`JSON that is no message of ${name} is told as what it is`, async () => {
      const end = name === 'ollama' ? '\n' : '\n\n';
      for (const data of ['null', '"x"', '7']) {
        const pieces = [name === 'ollama' ? data + end : `data: ${data}${end}`];
        const headers = { 'content-type': wires[name].type };
        const { error } = await ask(name, () => ({ headers, pieces }));
        expect(error).to.include({ code: 'provider-failed', exitCode: 3 });
        expect(error?.why).to.equal(`it sent something that is no message: ${data}`);
      }
    });

  it('a model that is not pulled says how to get it', async () => {
    const pieces = [`{"error":"model 'm' not found"}`];
    const { error } = await ask('ollama', () => ({ status: 404, headers: json, pieces }));
    expect(error).to.include({ code: 'model-not-found', hint: 'ollama pull m' });
  });

  it('a prompt that is too long is told from other refusals', async () => {
    const pieces = [wires.openai.error(400, 'too long', { code: 'context_length_exceeded' })];
    const { error } = await ask('openai', () => ({ status: 400, headers: json, pieces }));
    expect(error?.what).to.contain('too long for m');
  });
});

describe('cancelling', () => {
  for (const name of names)
    it(`closes the connection to ${name} at once, before and while it answers`, async () => {
      const begun = wires[name].beginning(texts);
      const replies: Reply[] = [
        { instead: 'silence' },
        { headers: { 'content-type': wires[name].type }, pieces: [begun], end: 'open' },
      ];
      for (const reply of replies) {
        const server = await startModelServer(() => reply);
        const error = await cancelled(name, server, reply.instead === 'silence');
        expect(error).to.include({ code: 'interrupted', exitCode: 130 });
        await server.abandoned;
        await server.close();
      }
    });

  it('leaves a stream early, and the connection with it', async () => {
    const pieces = [wires.openai.beginning(texts)];
    const headers = { 'content-type': 'text/event-stream' };
    const server = await startModelServer(() => ({ headers, pieces, end: 'open' }));
    const provider = await providerAt('openai', server.url);
    for await (const event of provider.chat({ model: 'm', messages: [] }))
      if (event.type === 'text') break;
    await server.abandoned;
    await server.close();
  });
});

/** The error of a question that is cancelled as soon as it was asked, or answered in part. */
async function cancelled(name: Name, server: ModelServer, atOnce: boolean): Promise<unknown> {
  const controller = new AbortController();
  const provider = await providerAt(name, server.url);
  const asked = attempt(
    provider,
    { model: 'm', messages: [{ role: 'user', content: '?' }] },
    {
      seconds: 20,
      signal: controller.signal,
      log: { info() {} },
      onEvent: () => controller.abort(),
    },
  ).catch((error: unknown) => error);
  while (atOnce && server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  if (atOnce) controller.abort();
  return asked;
}

/** What was written to the terminal meanwhile. */
async function printedDuring(work: () => Promise<void>): Promise<string> {
  const { log, warn, error } = console;
  let printed = '';
  console.log =
    console.warn =
    console.error =
      (...words: unknown[]) => {
        printed += `${words.join(' ')}\n`;
      };
  try {
    await work();
  } finally {
    Object.assign(console, { log, warn, error });
  }
  return printed;
}
