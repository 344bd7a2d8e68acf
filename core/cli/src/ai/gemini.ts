import {
  http,
  isNixaiError,
  type AIProvider,
  type ChatEvent,
  type ChatRequest,
  type Host,
} from '@nixai/api';
import { brokenAnswer, failureOf, noKey, unreachable } from './failure.js';
import { readKey } from './key.js';
import { localityOf } from './locality.js';

const defaultUrl = 'https://generativelanguage.googleapis.com';
const keyVariable = 'GEMINI_API_KEY';

/** Google's Gemini. The key travels in a header, never in the address. */
export async function createGemini(host: Host): Promise<AIProvider> {
  const url = (await host.config.get('providers.gemini.base_url')) ?? defaultUrl;
  const defaultModel = await host.config.get('providers.gemini.model');
  const locality = localityOf(url);

  async function client(request: ChatRequest) {
    const key = await readKey(host, 'gemini');
    if (key === undefined) throw noKey('gemini', keyVariable);
    // The SDK takes no fetch of ours, so what our own refuses is refused before it is called.
    (await host.service(http)).check(url, true);
    const { GoogleGenerativeAI } = await import('@google/generative-ai');
    const system = request.messages.find(({ role }) => role === 'system')?.content;
    return new GoogleGenerativeAI(key).getGenerativeModel(
      {
        model: request.model,
        systemInstruction: system,
        generationConfig: { temperature: request.temperature, maxOutputTokens: request.maxTokens },
      },
      { baseUrl: url },
    );
  }

  return {
    name: 'gemini',
    locality,
    defaultModel,
    async status() {
      const key = await readKey(host, 'gemini').catch(() => undefined);
      return key === undefined
        ? { available: false, detail: 'no key', hint: `export ${keyVariable}=…` }
        : { available: true, detail: `${url}, with a key` };
    },
    models: async (signal) => (await import('./geminiModels.js')).listModels(host, url, signal),
    async *chat(request, signal) {
      let answering = false;
      try {
        const model = await client(request);
        const { stream } = await model.generateContentStream(
          { contents: contents(request) },
          { signal },
        );
        let last: ChatEvent = { type: 'done', reason: 'interrupted' };
        for await (const part of stream) {
          answering = true;
          yield* texts(part);
          last = finish(part, last);
        }
        yield last;
      } catch (error) {
        throw answering ? brokenAnswer('gemini', error) : failure(error, request.model, url);
      }
    },
  };
}

function contents({ messages }: ChatRequest) {
  return messages
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }) => ({
      role: role === 'assistant' ? 'model' : 'user',
      parts: [{ text: content }],
    }));
}

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
  };
}

function* texts({ candidates }: Part): Generator<ChatEvent> {
  for (const { text, thought } of candidates?.[0]?.content?.parts ?? [])
    if (text) yield { type: thought === true ? 'reasoning' : 'text', text };
}

/** How it ended, as far as this part says; a blocked prompt has no candidates at all. */
function finish({ candidates, promptFeedback, usageMetadata }: Part, before: ChatEvent): ChatEvent {
  const said = candidates?.[0]?.finishReason ?? (promptFeedback?.blockReason && 'SAFETY');
  if (said === undefined) return before;
  return {
    type: 'done',
    reason: said === 'STOP' ? 'stop' : said === 'MAX_TOKENS' ? 'length' : 'filtered',
    usage: { input: usageMetadata?.promptTokenCount, output: usageMetadata?.candidatesTokenCount },
  };
}

interface Detail {
  readonly reason?: string;
  readonly retryDelay?: string;
  readonly violations?: readonly { readonly quotaId?: string }[];
}

function failure(error: unknown, model: string, url: string): Error {
  if (isNixaiError(error)) return error;
  const {
    status,
    message,
    errorDetails = [],
  } = error as Error & {
    status?: number;
    errorDetails?: readonly Detail[];
  };
  if (status === undefined) return unreachable('gemini', url, error);
  const seconds = errorDetails
    .map(({ retryDelay }) => parseFloat(retryDelay ?? ''))
    .find(Number.isFinite);
  return failureOf({
    provider: 'gemini',
    model,
    status,
    message: message.replace(/^.*?\] /s, ''),
    codes: errorDetails.flatMap(({ reason = '', violations = [] }) => [
      reason,
      ...violations.map(({ quotaId = '' }) => quotaId),
    ]),
    retryAfter: seconds === undefined ? undefined : seconds * 1000,
    keyVariable,
  });
}
