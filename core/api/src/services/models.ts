import { token } from '../token.js';
import type { ChatEvent, ChatMessage, TokenUsage } from '../provider.js';

/** The values of `modelFlags`. */
export interface ModelChoice {
  readonly provider?: string;
  readonly model?: string;
  readonly temperature?: number;
  /** Seconds. */
  readonly timeout?: number;
  readonly 'no-ai'?: boolean;
  readonly 'show-prompt'?: boolean;
}

/** Who will answer, and why it was chosen. */
export interface ResolvedModel {
  readonly provider: string;
  /** Undefined for `offline`. */
  readonly model?: string;
  readonly locality: 'loopback' | 'remote';
  /** `flag`, `environment`, `config`, `found` (Ollama answered on loopback) or `offline`. */
  readonly chosenBy: 'flag' | 'environment' | 'config' | 'found' | 'offline';
  /** A line for stderr, where the choice is worth a word. */
  readonly notice?: string;
}

export interface ModelAnswer {
  readonly provider: string;
  readonly model: string;
  readonly text: string;
  readonly complete: boolean;
  readonly usage?: TokenUsage;
  /** Milliseconds to the first text and to the end. */
  readonly timings: { readonly firstText?: number; readonly total: number };
  /** What was taken out of the prompt before it left, by kind. */
  readonly redacted: Readonly<Record<string, number>>;
  /** Providers that were tried before and failed, with the reason. */
  readonly fallbacks: readonly { readonly provider: string; readonly why: string }[];
}

/** Everything with a model goes through here: choice, redaction, retries, fallback. */
export interface ModelService {
  /** flag > environment > config > Ollama on loopback > offline. */
  resolve(choice: ModelChoice): Promise<ResolvedModel>;
  /**
   * Asks the resolved model. Prompts to a remote provider are redacted first. Text that came before
   * a failure is kept: the answer is then not `complete`.
   * @throws NixaiError with the codes of `AIProvider`, when nothing was answered.
   */
  ask(
    resolved: ResolvedModel,
    messages: readonly ChatMessage[],
    options: {
      readonly choice: ModelChoice;
      readonly signal: AbortSignal;
      readonly onEvent?: (event: ChatEvent) => void;
    },
  ): Promise<ModelAnswer>;
  /** What would be sent, after redaction, as one text. Sends nothing. */
  preview(resolved: ResolvedModel, messages: readonly ChatMessage[]): Promise<string>;
}
export const models = token<ModelService>('models');
