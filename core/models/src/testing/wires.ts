// The wire protocols of the three model services, byte for byte as they send them: NDJSON for
// Ollama, server-sent events for the two others.

export const names = ['ollama', 'openai', 'gemini'] as const;
export type Name = (typeof names)[number];

/** What a service says of an error besides its message. */
export interface ErrorDetails {
  /** OpenAI's `code`. */
  readonly code?: string;
  /** Entries of Gemini's `details`. */
  readonly details?: readonly object[];
}

export interface Wire {
  /** Of a stream. */
  readonly type: string;
  /** A whole answer, 11 tokens in and 7 out. */
  stream(texts: readonly string[]): string;
  /** The first messages of an answer, without its end. */
  beginning(texts: readonly string[]): string;
  /** The body of an error. */
  error(status: number, message: string, more?: ErrorDetails): string;
  /** An error in mid-stream. */
  streamedError(message: string): string;
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
const event = (value: object, separator: string): string =>
  `data: ${JSON.stringify(value)}${separator}`;

const ollama = (message: object, more: object): string =>
  line({ model: 'm', created_at: '2026-01-01T00:00:00Z', message, ...more });

const ollamaTexts = (texts: readonly string[]): string =>
  texts.map((content) => ollama({ role: 'assistant', content }, { done: false })).join('');

/** A chunk of OpenAI's. */
export function openAiChunk(choices: unknown, more: object = {}, separator = '\n\n'): string {
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm' };
  return event({ ...chunk, choices, usage: null, ...more }, separator);
}

export const openAiDelta = (delta: object, finish_reason: string | null = null) => [
  { index: 0, delta, finish_reason },
];

/** An OpenAI stream of these texts, usage chunk and `[DONE]` included. */
export function openAiStream(texts: readonly string[], separator = '\n\n'): string {
  const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
  return [
    openAiTexts(texts, separator),
    openAiChunk(openAiDelta({}, 'stop'), {}, separator),
    openAiChunk([], { usage }, separator),
    `data: [DONE]${separator}`,
  ].join('');
}

function openAiTexts(texts: readonly string[], separator = '\n\n'): string {
  const role = openAiChunk(openAiDelta({ role: 'assistant', content: '' }), {}, separator);
  return (
    role + texts.map((content) => openAiChunk(openAiDelta({ content }), {}, separator)).join('')
  );
}

/** A message of Gemini's. */
export function geminiPart(parts: readonly object[], more: object = {}, separator = '\r\n\r\n') {
  return event(
    {
      candidates: [{ content: { parts, role: 'model' }, index: 0, ...more }],
      usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 7, totalTokenCount: 18 },
      modelVersion: 'm',
    },
    separator,
  );
}

/** A Gemini stream of these texts. */
export function geminiStream(texts: readonly string[], separator = '\r\n\r\n'): string {
  const last = texts.length - 1;
  return texts
    .map((text, i) => geminiPart([{ text }], i === last ? { finishReason: 'STOP' } : {}, separator))
    .join('');
}

const geminiStatus: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
};

export const wires: Readonly<Record<Name, Wire>> = {
  ollama: {
    type: 'application/x-ndjson',
    stream: (texts) =>
      ollamaTexts(texts) +
      ollama(
        { role: 'assistant', content: '' },
        { done: true, done_reason: 'stop', prompt_eval_count: 11, eval_count: 7 },
      ),
    beginning: ollamaTexts,
    error: (_, message) => JSON.stringify({ error: message }),
    streamedError: (message) => line({ error: message }),
  },
  openai: {
    type: 'text/event-stream',
    stream: openAiStream,
    beginning: openAiTexts,
    error: (_, message, { code = null } = {}) =>
      JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code } }),
    streamedError: (message) => event({ error: { message, type: 'server_error' } }, '\n\n'),
  },
  gemini: {
    type: 'text/event-stream',
    stream: geminiStream,
    beginning: (texts) => texts.map((text) => geminiPart([{ text }])).join(''),
    error: (code, message, { details } = {}) =>
      JSON.stringify(
        { error: { code, message, status: geminiStatus[code] ?? 'INTERNAL', details } },
        null,
        2,
      ),
    // As bare JSON, in the middle of the events.
    streamedError: (message) =>
      JSON.stringify({ error: { code: 503, message, status: 'UNAVAILABLE' } }, null, 2),
  },
};

/** The base address under which a provider finds its service on a server. */
export function baseUrl(name: Name, url: string): string {
  return name === 'openai' ? `${url}/v1` : url;
}
