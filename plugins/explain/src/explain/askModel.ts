import {
  askVerified,
  fencedPrompt,
  models,
  type ChatMessage,
  type Host,
  type ModelChoice,
  type ResolvedModel,
} from '@nixai/api';
import type { Explanation, ModelExplanation } from './explanation.js';
import type { UseContext } from './guides.js';

interface ModelRequest {
  readonly signal: AbortSignal;
  readonly context?: UseContext;
  readonly onNotice?: (text: string) => void;
}

/** A model's explanation on top of what the sources say, checked; undefined where no model answers. */
export async function askModel(
  host: Host,
  explanation: Explanation,
  choice: ModelChoice,
  { signal, context, onNotice }: ModelRequest,
): Promise<ModelExplanation | undefined> {
  const service = await host.service(models);
  const model = await service.resolve(choice);
  if (model.provider === 'offline') return undefined;
  if (model.notice !== undefined) onNotice?.(model.notice);
  const messages = promptFor(explanation, context);
  const answer = await askVerified(host, model, messages, { choice, signal });
  const { text, provider, model: name, complete, verification } = answer;
  return { text, provider, model: name, complete, verification };
}

/** What would be sent, after redaction. */
export async function previewExplanation(
  host: Host,
  explanation: Explanation,
  choice: ModelChoice,
  context: UseContext | undefined,
): Promise<{ readonly model: ResolvedModel; readonly prompt: string }> {
  const service = await host.service(models);
  const model = await service.resolve(choice);
  return { model, prompt: await service.preview(model, promptFor(explanation, context)) };
}

const rules = `You explain one option of NixOS, Home Manager or nix-darwin to the person who sets it: what it does, when one wants it, what to set along with it, and mistakes to avoid. Be brief: at most 200 words and one fenced nix block. Do not repeat the type, the default or the description. Name only options that exist; if you are not sure of one, say so.`;

function promptFor(
  { option, related, examples, pitfalls }: Explanation,
  context: UseContext | undefined,
): ChatMessage[] {
  const known = JSON.stringify({ option, related, examples, pitfalls }, undefined, 1);
  const place = context === undefined ? '' : ` The machine is used for: ${context}.`;
  return fencedPrompt({
    rules,
    foreign: [{ title: 'what is known of the option', text: known }],
    request: `Explain ${option.name}.${place}`,
  });
}
