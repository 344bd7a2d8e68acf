import { http, redactor, type Host, type Token } from '@nixai/api';
import { createRegistry } from '../../host/registry.js';
import { registerProviders } from '../index.js';

export interface TestHost {
  readonly host: Host;
  readonly warnings: readonly string[];
}

/** A host with core's providers and these settings; its redactor takes out the word SECRET. */
export function createTestHost(settings: Readonly<Record<string, unknown>>): TestHost {
  const warnings: string[] = [];
  const services = new Map<symbol, unknown>([
    [
      http.key,
      { fetch, check() {}, request: (url: string, init?: RequestInit) => fetch(url, init) },
    ],
    [
      redactor.key,
      {
        redact: (text: string) => {
          const found = text.match(/SECRET/g)?.length ?? 0;
          const counts: Record<string, number> = found > 0 ? { word: found } : {};
          return { text: text.replaceAll('SECRET', '<SECRET:word:1>'), counts };
        },
      },
    ],
  ]);
  const defaults = {
    ai_fallback: [],
    ai_allow_cloud_fallback: false,
    'providers.ollama.base_url': 'http://127.0.0.1:9',
    'providers.ollama.model': 'llama3',
    'providers.ollama.timeout': 20,
    'providers.openai.timeout': 20,
    'providers.gemini.timeout': 20,
  };
  const known: Record<string, unknown> = { ...defaults, ...settings };
  const ready = () => Promise.resolve();
  const host = {
    config: { get: (path: string) => Promise.resolve(known[path]) },
    log: { debug() {}, info() {}, warn: (message: string) => warnings.push(message) },
    providers: createRegistry('provider', ready),
    service: <T>(token: Token<T>) => Promise.resolve(services.get(token.key) as T),
  } as unknown as Host;
  registerProviders(host);
  return { host, warnings };
}
