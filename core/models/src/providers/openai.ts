import type { AIProvider, ChatRequest, ModelInfo } from '@nixai/api';
import { createEndpoint, type Endpoint, type EndpointOptions } from '../endpoint.js';
import { noKey } from '../failure/failures.js';
import { readKey } from '../key.js';
import { openExchange } from '../wire/exchange.js';
import { converse, type Said } from './converse.js';
import { getJson, type JsonRequest } from './getJson.js';
import { statusOf, statusTimeout } from './statusOf.js';
import type { ModelHost } from '../host.js';

const official = 'https://api.openai.com/v1';

const service = {
  provider: 'openai',
  label: 'OpenAI',
  remedies: {
    unreachable: 'nixai ask --no-ai "…" answers without a model',
    key: 'export OPENAI_API_KEY=…',
    missingModel: () => 'nixai models --provider openai',
  },
};

/** OpenAI's chat completions, and every endpoint that speaks them. */
export async function createOpenAi(
  host: ModelHost,
  options?: EndpointOptions,
): Promise<AIProvider> {
  const url = (await host.config.get('providers.openai.base_url')) ?? official;
  const endpoint = createEndpoint(host, named(url), url, options);

  /** A server on this machine usually wants no key. */
  async function keyFor(): Promise<string | undefined> {
    const key = await readKey(host, 'openai');
    if (key === undefined && endpoint.locality === 'remote') throw noKey(endpoint);
    return key;
  }

  async function models(request: JsonRequest): Promise<ModelInfo[]> {
    const key = await keyFor();
    const headers: Record<string, string> =
      key === undefined ? {} : { authorization: `Bearer ${key}` };
    const { data } = await getJson<{ data: WireModel[] }>(endpoint, '/models', {
      ...request,
      headers,
      key,
    });
    return (data ?? []).map(infoOf);
  }

  return {
    name: service.provider,
    locality: endpoint.locality,
    defaultModel: await host.config.get('providers.openai.model'),
    status: (signal) =>
      statusOf(async () => {
        const offered = await models({ timeout: statusTimeout, signal });
        return `${endpoint.url}, ${offered.length} models`;
      }),
    models: (signal) => models({ signal }),
    async *chat(request, signal) {
      const key = await keyFor();
      const asked = { endpoint, model: request.model };
      const exchange = openExchange(asked, {
        framing: 'sse',
        anonymous: key === undefined,
        signal,
      });
      const call = async () => {
        const { OpenAI } = await import('openai');
        const client = new OpenAI({
          // It insists on a word; without a key the exchange sends none.
          apiKey: key ?? 'none',
          adminAPIKey: null,
          baseURL: endpoint.url,
          fetch: exchange.fetch,
          maxRetries: 0,
          // It would print to stdout where OPENAI_LOG is set.
          logLevel: 'off',
          // From the environment, only for whom they are meant.
          ...(endpoint.url === official ? {} : { organization: null, project: null }),
        });
        return client.chat.completions.create(chatBody(request, endpoint));
      };
      yield* converse(endpoint, exchange, call, read);
    },
  };
}

/** A clone is called by its host, so that nobody thinks of OpenAI. */
function named(url: string) {
  if (url === official || !URL.canParse(url)) return service;
  return { ...service, label: `the OpenAI-compatible service ${new URL(url).host}` };
}

function chatBody({ model, messages, temperature, maxTokens }: ChatRequest, { url }: Endpoint) {
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true as const,
    stream_options: { include_usage: true },
    temperature,
    // OpenAI's reasoning models refuse the earlier name; many clones know only that.
    ...(url === official ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
  };
}

interface Text {
  readonly content?: string | null;
  /** llama.cpp, vLLM, DeepSeek. */
  readonly reasoning_content?: string | null;
  /** OpenRouter. */
  readonly reasoning?: string | null;
}

/** A chunk as servers really send it: clones leave out or null what the SDK's types promise. */
interface Chunk {
  readonly choices?:
    | readonly {
        readonly delta?: Text | null;
        /** From a service that does not stream. */
        readonly message?: Text | null;
        readonly finish_reason?: string | null;
      }[]
    | null;
  readonly usage?: {
    readonly prompt_tokens?: number;
    readonly completion_tokens?: number;
  } | null;
}

function read({ choices, usage }: Chunk): Said {
  const choice = choices?.[0];
  const said = choice?.delta ?? choice?.message;
  const finish = choice?.finish_reason;
  return {
    text: said?.content,
    reasoning: said?.reasoning_content ?? said?.reasoning,
    reason: finish ? (reasons[finish] ?? 'interrupted') : undefined,
    usage: usage ? { input: usage.prompt_tokens, output: usage.completion_tokens } : undefined,
  };
}

const reasons: Readonly<Record<string, Said['reason']>> = {
  stop: 'stop',
  // What some clones call it.
  eos: 'stop',
  length: 'length',
  content_filter: 'filtered',
};

/** A model as OpenAI lists it, and what OpenRouter, vLLM and llama.cpp add. */
interface WireModel {
  readonly id: string;
  readonly context_length?: number | null;
  readonly max_model_len?: number | null;
  readonly meta?: { readonly n_ctx_train?: number; readonly size?: number } | null;
}

function infoOf({ id, context_length, max_model_len, meta }: WireModel): ModelInfo {
  return {
    name: id,
    size: meta?.size,
    contextTokens: context_length ?? max_model_len ?? meta?.n_ctx_train,
  };
}
