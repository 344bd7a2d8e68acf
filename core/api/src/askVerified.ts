import type { ChatEvent, ChatMessage } from './provider.js';
import type { Host } from './host.js';
import {
  models,
  verifier,
  type ModelAnswer,
  type ModelChoice,
  type ResolvedModel,
  type Verification,
} from './services/index.js';

/** A model's answer, its `text` with every doubt marked. */
export interface VerifiedAnswer extends ModelAnswer {
  readonly verification: Verification;
}

/**
 * Asks a model and checks its answer, giving it back to the model to mend where it is at fault.
 * Every text of a model that a person sees comes from here.
 * @throws NixaiError with the codes of `AIProvider`, when nothing was answered.
 */
export async function askVerified(
  host: Host,
  model: ResolvedModel,
  messages: readonly ChatMessage[],
  options: {
    readonly choice: ModelChoice;
    readonly signal: AbortSignal;
    /** Told of the first answer as it comes, not of a mended one. */
    readonly onEvent?: (event: ChatEvent) => void;
  },
): Promise<VerifiedAnswer> {
  const service = await host.service(models);
  const checker = await host.service(verifier);
  const answer = await service.ask(model, messages, options);
  const { choice, signal } = options;
  const repair = async (complaints: string, said: string): Promise<string> => {
    const turns = [
      { role: 'assistant', content: said },
      { role: 'user', content: complaints },
    ] as const;
    return (await service.ask(model, [...messages, ...turns], { choice, signal })).text;
  };
  const checked = await checker.verify(answer.text, {
    // What broke off is not worth mending.
    repair: answer.complete ? repair : undefined,
    signal,
  });
  return { ...answer, text: checked.markdown, verification: checked.verification };
}
