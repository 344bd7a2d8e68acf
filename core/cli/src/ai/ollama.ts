import {
  http,
  isNixaiError,
  type AIProvider,
  type ChatEvent,
  type ChatRequest,
  type Host,
} from '@nixai/api';
import { brokenAnswer, failureOf, unreachable } from './failure.js';
import { localityOf } from './locality.js';

const probeTime = 300;

/** Ollama (https://github.com/ollama/ollama/blob/main/docs/api.md). */
export async function createOllama(host: Host): Promise<AIProvider> {
  const url = await host.config.get('providers.ollama.base_url');
  const defaultModel = await host.config.get('providers.ollama.model');

  async function client(signal?: AbortSignal) {
    const [{ Ollama }, { fetch }] = await Promise.all([import('ollama'), host.service(http)]);
    // The SDK's own abort ends all requests of a client; a signal of ours ends just this one.
    const withSignal: typeof fetch = (input, init) =>
      fetch(input, { ...init, signal: signal ?? init?.signal });
    return new Ollama({ host: url, fetch: withSignal });
  }

  function failure(error: unknown, model: string): Error {
    if (isNixaiError(error)) return error;
    const status = (error as { status_code?: unknown }).status_code;
    if (typeof status === 'number')
      return failureOf({
        provider: 'ollama',
        model,
        status,
        message: (error as { error?: string }).error ?? '',
        codes: [],
      });
    return unreachable('ollama', url, error);
  }

  return {
    name: 'ollama',
    locality: localityOf(url),
    defaultModel,
    async status(signal = AbortSignal.timeout(probeTime)) {
      try {
        const { version } = await (await client(signal)).version();
        return { available: true, detail: `Ollama ${version} at ${url}` };
      } catch {
        return { available: false, detail: `no Ollama at ${url}`, hint: 'ollama serve' };
      }
    },
    async models(signal) {
      try {
        const { models } = await (await client(signal)).list();
        return models.map(({ name, size }) => ({ name, size }));
      } catch (error) {
        throw failure(error, '');
      }
    },
    async *chat(request, signal) {
      let answering = false;
      try {
        const stream = await (await client(signal)).chat(chatBody(request));
        for await (const part of stream) {
          answering = true;
          yield* events(part);
        }
      } catch (error) {
        throw answering ? brokenAnswer('ollama', error) : failure(error, request.model);
      }
    },
  };
}

function chatBody({ model, messages, temperature, maxTokens }: ChatRequest) {
  return {
    model,
    messages: messages.map((message) => ({ ...message })),
    stream: true as const,
    options: { temperature, num_predict: maxTokens },
  };
}

interface Part {
  readonly message: { readonly content?: string; readonly thinking?: string };
  readonly done: boolean;
  readonly done_reason?: string;
  readonly prompt_eval_count?: number;
  readonly eval_count?: number;
}

function* events({ message, ...part }: Part): Generator<ChatEvent> {
  if (message.thinking) yield { type: 'reasoning', text: message.thinking };
  if (message.content) yield { type: 'text', text: message.content };
  if (part.done)
    yield {
      type: 'done',
      reason: part.done_reason === 'length' ? 'length' : 'stop',
      usage: { input: part.prompt_eval_count, output: part.eval_count },
    };
}
