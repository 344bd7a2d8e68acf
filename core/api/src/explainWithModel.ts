import { askVerified } from './askVerified.js';
import { fencedPrompt, type PromptParts } from './fencedPrompt.js';
import { messageOf } from './error.js';
import type { Host } from './host.js';
import {
  models,
  type ModelChoice,
  type ResolvedModel,
  type Verification,
} from './services/index.js';

/** What a model adds to what is known; checked like every answer. */
export interface ModelExplanation {
  /** Markdown, with what is doubtful marked. */
  readonly text: string;
  readonly provider: string;
  readonly model: string;
  readonly complete: boolean;
  readonly verification: Verification;
}

/** What of a command's context it takes to ask a model. */
export interface ExplainContext {
  readonly host: Host;
  readonly signal: AbortSignal;
  /** Who is asked where that is worth a word, and why nothing came. */
  readonly notice?: (text: string) => void;
  /** Told who is being asked: `Asking llama3`. */
  readonly onAsking?: (label: string) => void;
}

/**
 * A model's explanation on top of what is known without one. Where no model is wanted, none is there
 * or none answers, what is known stands as it is: a failure is a notice.
 * @returns undefined where there is no explanation.
 */
export async function explainWithModel(
  { host, signal, notice, onAsking }: ExplainContext,
  parts: PromptParts,
  choice: ModelChoice,
): Promise<ModelExplanation | undefined> {
  if (choice['no-ai'] === true) return undefined;
  const model = await (await host.service(models)).resolve(choice);
  if (model.provider === 'offline') return undefined;
  if (model.notice !== undefined) notice?.(model.notice);
  onAsking?.(`Asking ${model.model ?? model.provider}`);
  try {
    const answer = await askVerified(host, model, fencedPrompt(parts), { choice, signal });
    const { text, provider, model: name, complete, verification } = answer;
    return { text, provider, model: name, complete, verification };
  } catch (error) {
    signal.throwIfAborted();
    notice?.(`warning: the model gave no explanation: ${messageOf(error)}`);
    return undefined;
  }
}

/** What would be sent, after redaction (`--show-prompt`). Sends nothing. */
export async function previewExplanation(
  host: Host,
  parts: PromptParts,
  choice: ModelChoice,
): Promise<{ readonly model: ResolvedModel; readonly prompt: string }> {
  const service = await host.service(models);
  const model = await service.resolve(choice);
  return { model, prompt: await service.preview(model, fencedPrompt(parts)) };
}
