import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { providerKit, type ChatEvent } from '@nixai/api';
import {
  checkConfigSection,
  checkProvider,
  createTestHost,
  fakeProviderKit,
} from '@nixai/api/testing';
import { createProvider } from './provider.js';
import { settingsSection } from './settings.js';

// A host with the one service that the provider asks for.
const host = createTestHost({ services: [[providerKit, fakeProviderKit()]] });

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
  const models = await (await createProvider(host, { base_url: url })).models();
  assert.deepEqual(models, [{ name: 'small' }, { name: 'large' }]);
});

test('streams an answer to its end', async () => {
  answer = '{"text":"Set "}\n{"text":"it."}\n{"done":true}\n';
  const events = await eventsFrom((await createProvider(host, { base_url: url })).chat(request));
  assert.deepEqual(events, [
    { type: 'text', text: 'Set ' },
    { type: 'text', text: 'it.' },
    { type: 'done', reason: 'stop' },
  ]);
});

test('says so when the answer breaks off', async () => {
  answer = '{"text":"Set "}\n';
  const events = await eventsFrom((await createProvider(host, { base_url: url })).chat(request));
  assert.deepEqual(events.at(-1), { type: 'done', reason: 'interrupted' });
});

test('keeps the contract of a provider', async () => {
  answer = '{"text":"Set it."}\n{"done":true}\n';
  const provider = await createProvider(host, { base_url: url });
  assert.deepEqual(await checkProvider(provider, { ask: true }), []);
  assert.deepEqual(checkConfigSection(settingsSection), []);
});

test('tells a server of this machine from one elsewhere', async () => {
  const localityOf = async (base_url: string) =>
    (await createProvider(host, { base_url })).locality;
  assert.equal(await localityOf(url), 'loopback');
  assert.equal(await localityOf('https://ai.example.org'), 'remote');
  assert.equal(settingsSection.validate({ base_url: 'ai.example.org' }).ok, false);
});
