import type { AIProvider, ChatRequest, ModelInfo } from '@nixai/api';
import { createEndpoint, type EndpointOptions } from '../endpoint.js';
import { filtered, noKey } from '../failure/failures.js';
import { readKey } from '../key.js';
import { openExchange } from '../wire/exchange.js';
import { converse, type Said } from './converse.js';
import { getJson, type JsonRequest } from './getJson.js';
import { statusOf, statusTimeout } from './statusOf.js';
import { withFetch } from './withFetch.js';
import type { ModelHost } from '../host.js';

const official = 'https://generativelanguage.googleapis.com';

const service = {
  provider: 'gemini',
  label: 'Gemini',
  remedies: {
    unreachable: 'nixai ask --no-ai "…" answers without a model',
    key: 'export GEMINI_API_KEY=…',
    missingModel: () => 'nixai models --provider gemini',
  },
};

/** Google's Gemini. The key travels in a header, never in the address. */
export async function createGemini(
  host: ModelHost,
  options?: EndpointOptions,
): Promise<AIProvider> {
  const url = (await host.config.get('providers.gemini.base_url')) ?? official;
  const endpoint = createEndpoint(host, service, url, options);

  async function keyFor(): Promise<string> {
    const key = await readKey(host, 'gemini');
    if (key === undefined) throw noKey(endpoint);
    return key;
  }

  async function models(request: JsonRequest): Promise<ModelInfo[]> {
    const key = await keyFor();
    const found: ModelInfo[] = [];
    let token: string | undefined;
    // A list that never ends is somebody's mistake.
    for (let page = 0; page < 20; page++) {
      const query = `pageSize=1000${token === undefined ? '' : `&pageToken=${encodeURIComponent(token)}`}`;
      const { models = [], nextPageToken } = await getJson<WirePage>(
        endpoint,
        `/v1beta/models?${query}`,
        { ...request, headers: { 'x-goog-api-key': key }, key },
      );
      found.push(...models.filter(chats).map(infoOf));
      token = nextPageToken;
      if (!token) break;
    }
    return found;
  }

  return {
    name: service.provider,
    locality: endpoint.locality,
    defaultModel: await host.config.get('providers.gemini.model'),
    status: (signal) =>
      statusOf(async () => {
        const offered = await models({ timeout: statusTimeout, signal });
        return `${endpoint.url}, ${offered.length} models`;
      }),
    models: (signal) => models({ signal }),
    async *chat(request, signal) {
      const key = await keyFor();
      const exchange = openExchange({ endpoint, model: request.model }, { framing: 'sse', signal });
      const call = async () => {
        const { GoogleGenerativeAI } = await import('@google/generative-ai');
        const model = new GoogleGenerativeAI(key).getGenerativeModel(
          {
            model: request.model,
            systemInstruction: systemOf(request),
            generationConfig: {
              temperature: request.temperature,
              maxOutputTokens: request.maxTokens,
            },
          },
          { baseUrl: endpoint.url },
        );
        const answer = await withFetch(exchange.fetch, () =>
          model.generateContentStream({ contents: contents(request) }),
        );
        // The same stream, added up; nobody reads it, and it fails when the stream does.
        answer.response.catch(() => {});
        return answer.stream;
      };
      yield* converse(endpoint, exchange, call, (part: Part) => {
        const blocked = part.promptFeedback?.blockReason;
        if (blocked !== undefined) throw filtered(endpoint, `the prompt is blocked: ${blocked}`);
        return read(part);
      });
    },
  };
}

function systemOf({ messages }: ChatRequest): string | undefined {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  return system.length === 0 ? undefined : system.join('\n\n');
}

function contents({ messages }: ChatRequest) {
  return messages
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }) => ({
      role: role === 'assistant' ? 'model' : 'user',
      parts: [{ text: content }],
    }));
}

/** A message as it is on the wire; the SDK's types are older than thoughts. */
interface Part {
  readonly candidates?: readonly {
    readonly content?: {
      readonly parts?: readonly { readonly text?: string; readonly thought?: boolean }[];
    };
    readonly finishReason?: string;
  }[];
  readonly promptFeedback?: { readonly blockReason?: string };
  readonly usageMetadata?: {
    readonly promptTokenCount?: number;
    readonly candidatesTokenCount?: number;
    readonly thoughtsTokenCount?: number;
  };
}

function read({ candidates, usageMetadata: usage }: Part): Said {
  const candidate = candidates?.[0];
  const parts = candidate?.content?.parts ?? [];
  const texts = (thought: boolean): string =>
    parts
      .filter((part) => (part.thought === true) === thought)
      .map(({ text = '' }) => text)
      .join('');
  const finish = candidate?.finishReason;
  return {
    text: texts(false),
    reasoning: texts(true),
    reason: finish ? (reasons[finish] ?? 'interrupted') : undefined,
    usage: usage && {
      input: usage.promptTokenCount,
      // Thoughts are paid for like the answer.
      output: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
    },
  };
}

const reasons: Readonly<Record<string, Said['reason']>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'filtered',
  RECITATION: 'filtered',
  LANGUAGE: 'filtered',
  BLOCKLIST: 'filtered',
  PROHIBITED_CONTENT: 'filtered',
  SPII: 'filtered',
};

interface WirePage {
  readonly models: readonly WireModel[];
  readonly nextPageToken: string;
}

interface WireModel {
  readonly name: string;
  readonly inputTokenLimit?: number;
  readonly supportedGenerationMethods?: readonly string[];
}

/** Embedding and image models are listed too. */
function chats({ supportedGenerationMethods: methods }: WireModel): boolean {
  return methods === undefined || methods.includes('generateContent');
}

function infoOf({ name, inputTokenLimit }: WireModel): ModelInfo {
  return { name: name.replace(/^models\//, ''), contextTokens: inputTokenLimit };
}
