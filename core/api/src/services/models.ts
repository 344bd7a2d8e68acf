import { token } from '../token.js';
import type { ChatEvent, ChatMessage, Locality, TokenUsage } from '../provider.js';

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
  readonly locality: Locality;
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
  /** Why it is not complete, in one sentence. */
  readonly problem?: string;
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
  /**
   * flag > environment > config > Ollama on loopback > offline.
   * @throws NixaiError `provider-unknown` or `model-unnamed` (exit 2), or `offline` (3) for a remote
   * provider that a flag names under `--offline`.
   */
  resolve(choice: ModelChoice): Promise<ResolvedModel>;
  /**
   * Asks the resolved model, then the configured fallbacks. Prompts to a remote provider are
   * redacted first. Nothing is asked again once there was output: text that came before a failure is
   * kept, and the answer is then not `complete`. Notices (a wait, a fallback) go to the host's log.
   * @throws NixaiError with the codes of `AIProvider`, when nothing was answered.
   */
  ask(
    resolved: ResolvedModel,
    messages: readonly ChatMessage[],
    options: {
      readonly choice: ModelChoice;
      readonly signal: AbortSignal;
      readonly onEvent?: (event: ChatEvent) => void;
      /** Asks the person; needed where a fallback would send what was meant for a local model away. */
      readonly confirm?: (question: string) => Promise<boolean>;
    },
  ): Promise<ModelAnswer>;
  /** What would be sent, after redaction, as one text. Sends nothing. */
  preview(resolved: ResolvedModel, messages: readonly ChatMessage[]): Promise<string>;
}
export const models = token<ModelService>('models');
