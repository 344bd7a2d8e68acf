import type { AIProvider, ChatEvent, ChatRequest, Locality, TokenUsage } from '../provider.js';
import { token } from '../token.js';

/** A model server, as requests and messages speak of it. */
export interface ModelServer {
  /** The provider's name: `acme`. */
  readonly provider: string;
  /** What people call it: `Acme AI`. */
  readonly label: string;
  /** The base address. */
  readonly url: string;
  /** What to do about common failures: commands. */
  readonly remedies: {
    readonly unreachable: string;
    readonly key?: string;
    missingModel(model: string): string;
  };
}

/** Where a key may be; the first that is there counts, in this order. */
export interface KeyPlaces {
  /** Environment variables: `ACME_API_KEY`. */
  readonly variables: readonly string[];
  /** A file that the configuration names. */
  readonly file?: string;
  /** A credential of systemd (`LoadCredential=acme-api-key:…`). */
  readonly credential?: string;
  /** What stands in the configuration itself. */
  readonly written?: string;
}

/** What one message of a stream says; any part may be missing. */
export interface SaidByModel {
  readonly text?: string | null;
  readonly reasoning?: string | null;
  /** Why it ended, in the message that ends it. */
  readonly reason?: Extract<ChatEvent, { type: 'done' }>['reason'];
  readonly usage?: TokenUsage;
}

export interface ChatExchange {
  /** Below the server's address: `/chat`. */
  readonly path: string;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Server-sent events, or one JSON document a line. */
  readonly framing: 'sse' | 'ndjson';
  /** So that no error message repeats it. */
  readonly key?: string;
}

/**
 * What every provider needs and few get right: keys, streams cut anywhere, errors in nixai's words,
 * deadlines. Nothing here asks twice: nixai itself does, once for all providers.
 */
export interface ProviderKit {
  locality(url: string): Locality;
  /**
   * @throws NixaiError `key-unreadable` for a file that was named and cannot be read, or a key that
   * is none.
   */
  key(places: KeyPlaces): Promise<string | undefined>;
  /** No key where one is needed: what to throw. */
  keyMissing(server: ModelServer): Error;
  /**
   * One answer as events: posts the body and reads each message of the stream. The last event is
   * `done`.
   * @param read what a message says, any part of which may be missing; errors do not come here.
   * @throws NixaiError with the codes of `AIProvider`.
   */
  chat<M>(
    server: ModelServer,
    request: ChatRequest,
    exchange: ChatExchange,
    read: (message: M) => SaidByModel,
    signal?: AbortSignal,
  ): AsyncIterable<ChatEvent>;
  /**
   * A small JSON document: a list of models, a version. Any part of it may be missing.
   * @throws NixaiError with the codes of `AIProvider`.
   */
  json<T>(
    server: ModelServer,
    path: string,
    options?: {
      readonly headers?: Readonly<Record<string, string>>;
      /** Makes it a POST. */
      readonly body?: object;
      readonly key?: string;
      /** Milliseconds; 5,000 when absent. */
      readonly timeout?: number;
      readonly signal?: AbortSignal;
    },
  ): Promise<Partial<T>>;
  /** `AIProvider.status` from a look that says what answers; its failure is a status too. */
  status(look: (timeout: number) => Promise<string>): ReturnType<AIProvider['status']>;
}
export const providerKit = token<ProviderKit>('provider-kit');
