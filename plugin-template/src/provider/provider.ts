import { providerKit, type AIProvider, type Host, type ModelServer } from '@nixai/api';
import type { Settings } from './settings.js';

/** What one line of an answer says. */
interface Message {
  readonly text?: string;
  readonly done?: boolean;
}

/**
 * A model server with two addresses: `GET /models` lists names, and `POST /chat` answers with one
 * JSON document a line, `{"text": "…"}`, the last one `{"done": true}`.
 */
export async function createProvider(host: Host, { base_url }: Settings): Promise<AIProvider> {
  const kit = await host.service(providerKit);
  const server: ModelServer = {
    provider: 'acme-demo',
    label: 'the model server of acme-demo',
    url: base_url,
    remedies: {
      unreachable: 'nixai config set acme-demo.base_url http://127.0.0.1:8000',
      missingModel: () => 'nixai models --provider acme-demo',
    },
  };
  return {
    name: server.provider,
    locality: kit.locality(base_url),
    defaultModel: 'default',
    status: () =>
      kit.status(async (timeout) => {
        await kit.json(server, '/models', { timeout });
        return `a model server at ${base_url}`;
      }),
    async models(signal) {
      const names = await kit.json<readonly string[]>(server, '/models', { signal });
      return Object.values(names).flatMap((name) => (typeof name === 'string' ? [{ name }] : []));
    },
    chat: (request, signal) =>
      kit.chat(
        server,
        request,
        {
          path: '/chat',
          body: { model: request.model, messages: request.messages },
          framing: 'ndjson',
        },
        ({ text, done }: Message) => ({ text, reason: done === true ? 'stop' : undefined }),
        signal,
      ),
  };
}
