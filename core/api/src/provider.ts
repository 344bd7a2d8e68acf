/** One turn of a conversation with a model. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** 0 (repeatable) to 2 (wild); the provider's own default when absent. */
  readonly temperature?: number;
  /** Upper bound on the tokens of the answer; the provider's own default when absent. */
  readonly maxTokens?: number;
}

export interface TokenUsage {
  readonly input?: number;
  readonly output?: number;
}

/** What a provider says while it answers, in order; the last event is `done`. */
export type ChatEvent =
  | { readonly type: 'text'; readonly text: string }
  /** A model's thinking. Never part of the answer. */
  | { readonly type: 'reasoning'; readonly text: string }
  | {
      readonly type: 'done';
      /**
       * `stop` is a whole answer; anything else is marked as incomplete where it is shown.
       * `interrupted`: the stream ended without saying why.
       */
      readonly reason: 'stop' | 'length' | 'filtered' | 'interrupted';
      readonly usage?: TokenUsage;
    };

/** `loopback` never leaves this machine; prompts for `remote` are redacted first. */
export type Locality = 'loopback' | 'remote';

export interface ModelInfo {
  readonly name: string;
  /** Where this model runs, if it is not where the provider is: Ollama also offers cloud models. */
  readonly locality?: Locality;
  /** Bytes on disk, where the provider says. */
  readonly size?: number;
  /** Tokens of context, where the provider says. */
  readonly contextTokens?: number;
}

/**
 * A service that answers with a model. Errors are NixaiErrors with the codes `provider-unreachable`
 * (exit 3), `provider-timeout` (3), `model-not-found` (3), `provider-auth` (4), `provider-quota`
 * (4), `provider-rate-limit` (3), `provider-refused` (5) or `provider-failed` (3). One that is worth
 * another try has `retryAfter`; the provider itself tries once.
 */
export interface AIProvider {
  readonly name: string;
  readonly locality: Locality;
  /** Where a model runs, for a provider whose models differ in that. */
  localityOf?(model: string, signal?: AbortSignal): Promise<Locality>;
  /** The model used when nobody names one; undefined if there is no sensible one. */
  readonly defaultModel?: string;
  /** Cheap and bounded (≤ 2 s): can it be asked now? Never throws. */
  status(signal?: AbortSignal): Promise<ProviderStatus>;
  models(signal?: AbortSignal): Promise<readonly ModelInfo[]>;
  /** Streams the answer. Aborting the signal closes the connection at once. */
  chat(request: ChatRequest, signal?: AbortSignal): AsyncIterable<ChatEvent>;
}

export interface ProviderStatus {
  readonly available: boolean;
  /** One line: why not, or what answers ("Ollama 0.6.2 at http://127.0.0.1:11434"). */
  readonly detail: string;
  /** The command that mends it, if it is not available. */
  readonly hint?: string;
}
