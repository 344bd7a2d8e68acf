import type { Host } from './host.js';

/** A word that may stand where the cursor is. */
export interface Completion {
  /** The whole word; a shell takes what begins as the person began. */
  readonly value: string;
  /** A few words about it, for shells that show some. */
  readonly about?: string;
}

export interface CompletionQuery {
  /** What was typed of the word so far; may be empty. */
  readonly word: string;
  /** The flags and arguments before it, as far as they were typed. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly args: readonly string[];
  readonly host: Host;
  /** Somebody waits at a prompt: aborted after two seconds. */
  readonly signal: AbortSignal;
}

/** Words for a flag or an argument that only the running program knows: templates, option paths. */
export type Complete = (query: CompletionQuery) => Promise<readonly Completion[]>;
