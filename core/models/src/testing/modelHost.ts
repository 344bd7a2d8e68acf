import { http, redactor, type HttpClient, type Redactor } from '@nixai/api';
import { createTestHost, type TestHost } from '@nixai/api/testing';
import { createHttpClient } from '@nixai/safety';
import { registerProviders } from '../index.js';

/** No Ollama of the machine that the tests run on, and less patience. */
const ours = {
  'providers.ollama.base_url': 'http://127.0.0.1:9',
  'providers.ollama.timeout': 20,
  'providers.openai.timeout': 20,
  'providers.gemini.timeout': 20,
};

/** Takes out the word SECRET of messages, which is all that is asked of it here. */
const testRedactor: Pick<Redactor, 'redact' | 'restore'> = {
  redact(text) {
    const found = text.match(/SECRET/g)?.length ?? 0;
    const counts: Record<string, number> = found > 0 ? { word: found } : {};
    return { text: text.replaceAll('SECRET', '<SECRET:word:1>'), counts };
  },
  restore: (text) => text.replaceAll('<SECRET:word:1>', 'SECRET'),
};

/** A host with these settings over the defaults, core's own HTTP (or parts of a test's), no provider yet. */
export function createModelHost(
  settings: Readonly<Record<string, unknown>> = {},
  client?: Partial<HttpClient>,
): TestHost {
  const config = { ...ours, ...settings };
  const core = createHttpClient(createTestHost({ config }));
  const either: HttpClient = {
    request: async (url, request) => (await core).request(url, request),
    fetch: async (input, init) => (await core).fetch(input, init),
    check: () => {},
    ...client,
  };
  return createTestHost({
    config,
    services: [
      [http, either],
      [redactor, testRedactor],
    ],
  });
}

/** The same, with core's providers. */
export function createProviderHost(settings: Readonly<Record<string, unknown>> = {}): TestHost {
  const host = createModelHost(settings);
  registerProviders(host);
  return host;
}
