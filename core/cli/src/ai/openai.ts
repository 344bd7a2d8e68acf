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
import { retryAfter } from './retryAfter.js';

const defaultUrl = 'https://api.openai.com/v1';
const keyVariable = 'OPENAI_API_KEY';

/** OpenAI's chat completions, and every endpoint that speaks them. */
export async function createOpenAi(host: Host): Promise<AIProvider> {
  const url = (await host.config.get('providers.openai.base_url')) ?? defaultUrl;
  const defaultModel = await host.config.get('providers.openai.model');
  const locality = localityOf(url);

  async function client() {
    const key = await readKey(host, 'openai');
    // A server on this machine usually wants no key; the SDK insists on some word.
    if (key === undefined && locality === 'remote') throw noKey('openai', keyVariable);
    const [{ OpenAI }, { fetch }] = await Promise.all([import('openai'), host.service(http)]);
    return new OpenAI({ apiKey: key ?? 'none', baseURL: url, fetch, maxRetries: 0 });
  }

  return {
    name: 'openai',
    locality,
    defaultModel,
    async status() {
      const key = await readKey(host, 'openai').catch(() => undefined);
      return key !== undefined || locality === 'loopback'
        ? { available: true, detail: `${url}${key === undefined ? '' : ', with a key'}` }
        : { available: false, detail: 'no key', hint: `export ${keyVariable}=…` };
    },
    async models(signal) {
      try {
        const page = await (await client()).models.list({ signal });
        return page.data.map(({ id }) => ({ name: id }));
      } catch (error) {
        throw failure(error, '', url);
      }
    },
    async *chat(request, signal) {
      let answering = false;
      try {
        const stream = await (await client()).chat.completions.create(body(request), { signal });
        const tally = createTally();
        for await (const chunk of stream) {
          answering = true;
          yield* tally.read(chunk);
        }
        yield tally.done();
      } catch (error) {
        throw answering ? brokenAnswer('openai', error) : failure(error, request.model, url);
      }
    },
  };
}

function body({ model, messages, temperature, maxTokens }: ChatRequest) {
  return {
    model,
    messages: messages.map((message) => ({ ...message })),
    stream: true as const,
    stream_options: { include_usage: true },
    temperature,
    max_completion_tokens: maxTokens,
  };
}

/** A chunk as servers really send it: clones leave out or null what the SDK's types promise. */
interface Chunk {
  readonly choices?:
    | readonly {
        readonly delta?: {
          readonly content?: string | null;
          readonly reasoning_content?: string | null;
        };
        readonly finish_reason?: string | null;
      }[]
    | null;
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null;
}

/** Reads chunks; the usage comes after the end of the text, so `done` is told last. */
function createTally() {
  let finish: string | undefined;
  let usage: Chunk['usage'];
  return {
    *read(chunk: Chunk): Generator<ChatEvent> {
      usage = chunk.usage ?? usage;
      const choice = chunk.choices?.[0];
      if (choice?.delta?.reasoning_content)
        yield { type: 'reasoning', text: choice.delta.reasoning_content };
      if (choice?.delta?.content) yield { type: 'text', text: choice.delta.content };
      finish = choice?.finish_reason ?? finish;
    },
    done(): ChatEvent {
      return {
        type: 'done',
        // A stream that just ends was cut off, unless it said how it finished.
        reason: reasons[finish ?? ''] ?? 'interrupted',
        usage: { input: usage?.prompt_tokens, output: usage?.completion_tokens },
      };
    },
  };
}

const reasons: Readonly<Record<string, 'stop' | 'length' | 'filtered'>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'filtered',
};

interface ApiError {
  readonly status?: number;
  readonly message: string;
  readonly code?: string | null;
  readonly type?: string;
  readonly headers?: Headers;
}

function failure(error: unknown, model: string, url: string): Error {
  if (isNixaiError(error)) return error;
  const { status, message, code, type, headers, cause } = error as ApiError & Error;
  if (isNixaiError(cause)) return cause;
  if (status === undefined) return unreachable('openai', url, error);
  return failureOf({
    provider: 'openai',
    model,
    status,
    message,
    codes: [code ?? '', type ?? ''],
    retryAfter: headers && retryAfter((name) => headers.get(name)),
    keyVariable,
  });
}
