// The three model services, well-behaved: lists, answers, wrong keys and missing models.

import { startModelServer, type ModelServer, type Reply, type Seen } from './modelServer.js';
import { wires, type Name } from './wires.js';

export interface ServiceOptions {
  /** Names of the models it offers; `m` when absent. */
  readonly models?: readonly string[];
  /** What it answers, piece by piece. */
  readonly texts?: readonly string[];
  /** The only key it accepts; none is needed when absent. */
  readonly key?: string;
}

const json = { 'content-type': 'application/json' };

/** Starts a service that speaks the protocol of that provider. */
export function startModelService(name: Name, options: ServiceOptions = {}): Promise<ModelServer> {
  return startModelServer((request) => services[name](request, options));
}

type Service = (request: Seen, options: ServiceOptions) => Reply;

const document = (value: unknown, status = 200): Reply => ({
  status,
  headers: json,
  pieces: [typeof value === 'string' ? value : JSON.stringify(value)],
});

const stream = (name: Name, texts: readonly string[] = ['Hello', ', NixOS.']): Reply => ({
  headers: { 'content-type': wires[name].type },
  pieces: [wires[name].stream(texts)],
});

const modelIn = (body: string): string => String((JSON.parse(body) as { model?: unknown }).model);

const notFound: Reply = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  pieces: ['404 page not found'],
};

const ollama: Service = ({ method, url, body }, { models = ['m'], texts }) => {
  const route = `${method} ${url}`;
  if (route === 'GET /api/version') return document({ version: '0.12.3' });
  if (route === 'GET /api/tags')
    return document({
      models: models.map((model) => ({
        name: model,
        model,
        modified_at: '2026-01-01T00:00:00Z',
        size: 4_700_000_000,
        digest: 'a'.repeat(64),
        details: { family: /embed/.test(model) ? 'nomic-bert' : 'llama', parameter_size: '8.0B' },
      })),
    });
  if (route === 'POST /api/show')
    return document({ model_info: { 'llama.context_length': 131_072 } });
  if (route !== 'POST /api/chat') return notFound;
  const asked = modelIn(body);
  if (models.some((model) => model === asked || model === `${asked}:latest`))
    return stream('ollama', texts);
  return document({ error: `model '${asked}' not found` }, 404);
};

const openai: Service = ({ method, url, headers, body }, { models = ['m'], texts, key }) => {
  if (key !== undefined && headers.authorization !== `Bearer ${key}`) {
    const message = `Incorrect API key provided: ${String(headers.authorization).slice(7, 15)}****.`;
    return document(wires.openai.error(401, message, { code: 'invalid_api_key' }), 401);
  }
  const route = `${method} ${url}`;
  if (route === 'GET /v1/models')
    return document({ object: 'list', data: models.map((id) => ({ id, object: 'model' })) });
  if (route !== 'POST /v1/chat/completions') return notFound;
  if (models.includes(modelIn(body))) return stream('openai', texts);
  return document(
    wires.openai.error(404, `The model \`${modelIn(body)}\` does not exist`, {
      code: 'model_not_found',
    }),
    404,
  );
};

const gemini: Service = ({ method, url, headers }, { models = ['m'], texts, key }) => {
  if (key !== undefined && headers['x-goog-api-key'] !== key) {
    const details = [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
    ];
    return document(wires.gemini.error(400, 'API key not valid.', { details }), 400);
  }
  if (method === 'GET' && url.startsWith('/v1beta/models?'))
    return document({
      models: models.map((model) => ({
        name: `models/${model}`,
        inputTokenLimit: 1_048_576,
        supportedGenerationMethods: [/embed/.test(model) ? 'embedContent' : 'generateContent'],
      })),
    });
  const [, model] = /^\/v1beta\/models\/([^:]+):streamGenerateContent\?alt=sse$/.exec(url) ?? [];
  if (model === undefined) return notFound;
  if (models.includes(model)) return stream('gemini', texts);
  return document(wires.gemini.error(404, `models/${model} is not found`), 404);
};

const services: Readonly<Record<Name, Service>> = { ollama, openai, gemini };
