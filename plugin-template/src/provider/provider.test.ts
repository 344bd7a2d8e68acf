import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { http, type ChatEvent, type HttpClient } from '@nixai/api';
import { checkConfigSection, checkProvider, createTestHost } from '@nixai/api/testing';
import { createProvider } from './provider.js';
import { settingsSection } from './settings.js';

// A host with the one service that the provider asks for.
const client: Pick<HttpClient, 'request'> = {
  request: (url, { method, headers, body, signal } = {}) =>
    fetch(url, { method, headers, body, signal }),
};
const host = createTestHost({ services: [[http, client]] });

let server: Server;
let url: string;
let answer = '';
before(async () => {
  server = createServer((request, response) => {
    response.end(request.url === '/models' ? '["small", "large"]' : answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

const request = { model: 'small', messages: [{ role: 'user', content: 'Hello' }] } as const;

async function eventsFrom(stream: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

test('lists the models', async () => {
  const models = await createProvider(host, { base_url: url }).models();
  assert.deepEqual(models, [{ name: 'small' }, { name: 'large' }]);
});

test('streams an answer to its end', async () => {
  answer = '{"text":"Set "}\n{"text":"it."}\n{"done":true}\n';
  const events = await eventsFrom(createProvider(host, { base_url: url }).chat(request));
  assert.deepEqual(events, [
    { type: 'text', text: 'Set ' },
    { type: 'text', text: 'it.' },
    { type: 'done', reason: 'stop' },
  ]);
});

test('says so when the answer breaks off', async () => {
  answer = '{"text":"Set "}\n';
  const events = await eventsFrom(createProvider(host, { base_url: url }).chat(request));
  assert.deepEqual(events.at(-1), { type: 'done', reason: 'interrupted' });
});

test('keeps the contract of a provider', async () => {
  answer = '{"text":"Set it."}\n{"done":true}\n';
  const provider = createProvider(host, { base_url: url });
  assert.deepEqual(await checkProvider(provider, { ask: true }), []);
  assert.deepEqual(checkConfigSection(settingsSection), []);
});

test('tells a server of this machine from one elsewhere', () => {
  assert.equal(createProvider(host, { base_url: url }).locality, 'loopback');
  assert.equal(createProvider(host, { base_url: 'https://ai.example.org' }).locality, 'remote');
  assert.equal(settingsSection.validate({ base_url: 'ai.example.org' }).ok, false);
});
