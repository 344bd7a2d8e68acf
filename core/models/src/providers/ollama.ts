import type { AIProvider, ChatRequest, ModelInfo } from '@nixai/api';
import { createEndpoint, type Endpoint, type EndpointOptions } from '../endpoint.js';
import { openExchange } from '../wire/exchange.js';
import { converse, type Said } from './converse.js';
import { getJson } from './getJson.js';
import { isCloudName, isNameOf, readTags } from './ollamaTags.js';
import { statusOf, statusTimeout } from './statusOf.js';
import type { ModelHost } from '../host.js';

const service = {
  provider: 'ollama',
  label: 'Ollama',
  remedies: {
    unreachable: 'ollama serve   (on NixOS: services.ollama.enable = true;)',
    missingModel: (model: string) => `ollama pull ${model}`,
  },
};

/** Where Ollama is, by the configuration (`OLLAMA_HOST`, else this machine). */
export async function ollamaEndpoint(
  host: ModelHost,
  options?: EndpointOptions,
): Promise<Endpoint> {
  const url = await host.config.get('providers.ollama.base_url');
  return createEndpoint(host, service, url, options);
}

/** Ollama, by its own protocol (https://github.com/ollama/ollama/blob/main/docs/api.md). */
export async function createOllama(
  host: ModelHost,
  options?: EndpointOptions,
): Promise<AIProvider> {
  const endpoint = await ollamaEndpoint(host, options);
  return {
    name: service.provider,
    locality: endpoint.locality,
    defaultModel: await host.config.get('providers.ollama.model'),
    async localityOf(model, signal) {
      if (endpoint.locality === 'remote' || isCloudName(model)) return 'remote';
      // If it cannot say, it cannot answer either.
      const tags = await readTags(endpoint, { signal }).catch(() => []);
      return tags.find((tag) => isNameOf(model, tag))?.locality ?? endpoint.locality;
    },
    status: (signal) =>
      statusOf(async () => {
        const look = { timeout: statusTimeout, signal };
        const { version } = await getJson<{ version: string }>(endpoint, '/api/version', look);
        return `Ollama ${version ?? '(no version)'} at ${endpoint.url}`;
      }),
    async models(signal) {
      const tags = await readTags(endpoint, { signal });
      return Promise.all(
        tags.map(({ chats: _, ...model }) => withContext(endpoint, model, signal)),
      );
    },
    async *chat(request, signal) {
      const asked = { endpoint, model: request.model };
      const exchange = openExchange(asked, { framing: 'ndjson', signal });
      const call = async () => {
        const { Ollama } = await import('ollama');
        const client = new Ollama({ host: endpoint.url, fetch: exchange.fetch });
        return client.chat(chatBody(request));
      };
      yield* converse(endpoint, exchange, call, read);
    },
  };
}

/** How much a model takes is not in the list; one that does not say is listed without. */
async function withContext(
  endpoint: Endpoint,
  model: ModelInfo,
  signal?: AbortSignal,
): Promise<ModelInfo> {
  const request = { body: { model: model.name }, signal };
  const { model_info: info } = await getJson<{ model_info: Record<string, unknown> }>(
    endpoint,
    '/api/show',
    request,
  ).catch(() => ({ model_info: undefined }));
  const key = Object.keys(info ?? {}).find((name) => name.endsWith('.context_length'));
  const length = info?.[key ?? ''];
  return { ...model, contextTokens: typeof length === 'number' ? length : undefined };
}

function chatBody({ model, messages, temperature, maxTokens }: ChatRequest) {
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true as const,
    options: { temperature, num_predict: maxTokens, num_ctx: contextFor(messages, maxTokens) },
  };
}

// Ollama cuts a prompt that does not fit its context, from the front and without a word. 4096
// tokens is what it takes by default at least; asking for more reloads the model, so only if needed.
const usualContext = 4096;
const largestContext = 32_768;
/** Characters that are surely more than one token, in prose and in Nix. */
const charactersPerToken = 3;
const roomForAnswer = 1024;

function contextFor(messages: ChatRequest['messages'], maxTokens = roomForAnswer) {
  const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
  const needed = characters / charactersPerToken + maxTokens;
  if (needed <= usualContext) return undefined;
  return Math.min(largestContext, Math.ceil(needed / 2048) * 2048);
}

/** A message as servers really send it: any part may be missing. */
interface Message {
  readonly message?: { readonly content?: string; readonly thinking?: string };
  readonly done?: boolean;
  readonly done_reason?: string;
  readonly prompt_eval_count?: number;
  readonly eval_count?: number;
}

function read({ message, ...last }: Message): Said {
  const said = { text: message?.content, reasoning: message?.thinking };
  if (last.done !== true) return said;
  return {
    ...said,
    reason: reasonOf(last.done_reason),
    usage: { input: last.prompt_eval_count, output: last.eval_count },
  };
}

/** Before 0.1.43 there was no `done_reason`; `load` and `unload` are not ends of an answer. */
function reasonOf(doneReason = 'stop'): Said['reason'] {
  return doneReason === 'stop' || doneReason === 'length' ? doneReason : 'interrupted';
}
