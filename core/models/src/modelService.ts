import {
  isNixaiError,
  type ChatMessage,
  type ModelAnswer,
  type ModelService,
  type ResolvedModel,
} from '@nixai/api';
import { attempt, type AttemptOptions } from './attempt.js';
import { fallbacks } from './fallback.js';
import { outgoing } from './outgoing.js';
import { resolveModel } from './resolution.js';
import type { ModelHost } from './host.js';

type AskOptions = Parameters<ModelService['ask']>[2];

/** What a test may set that a person cannot. */
export type ModelServiceOptions = Pick<AttemptOptions, 'pause'>;

/** Everything with a model goes through here: choice, redaction, retries, fallback. */
export function createModelService(host: ModelHost, test: ModelServiceOptions = {}): ModelService {
  return {
    resolve: (choice) => resolveModel(host, choice),
    async preview({ locality }, messages) {
      const sent = await outgoing(host, locality, messages);
      return sent.messages.map(({ role, content }) => `--- ${role}\n${content}`).join('\n\n');
    },
    async ask(resolved, messages, options) {
      const failed: { provider: string; why: string }[] = [];
      const others = fallbacks(host, resolved, options);
      for (let candidate = resolved; ;) {
        try {
          const answer = await askOne(host, candidate, messages, options, test);
          return { ...answer, fallbacks: failed };
        } catch (error) {
          if (options.signal.aborted || !isNixaiError(error)) throw error;
          const next = await others.next();
          if (next.done === true) throw error;
          failed.push({ provider: candidate.provider, why: error.message });
          host.log.warn(`${error.message}; asking ${next.value.provider} instead`);
          candidate = next.value;
        }
      }
    },
  };
}

async function askOne(
  host: ModelHost,
  { provider: name, model = '', locality }: ResolvedModel,
  messages: readonly ChatMessage[],
  { choice, signal, onEvent }: AskOptions,
  test: ModelServiceOptions,
): Promise<Omit<ModelAnswer, 'fallbacks'>> {
  const provider = await host.providers.get(name);
  if (provider === undefined) throw new Error(`the provider ${name} was resolved and is gone`);
  const sent = await outgoing(host, locality, messages);
  const request = { model, messages: sent.messages, temperature: choice.temperature };
  const seconds = choice.timeout ?? (await secondsFor(host, name));
  const answer = await attempt(provider, request, {
    seconds,
    signal,
    onEvent,
    log: host.log,
    ...test,
  });
  return { provider: name, model, ...answer, redacted: sent.redacted };
}

const usualSeconds = 120;

/** How long a provider may take; the configuration knows core's own. */
async function secondsFor(host: ModelHost, name: string): Promise<number> {
  if (name !== 'ollama' && name !== 'openai' && name !== 'gemini') return usualSeconds;
  return host.config.get(`providers.${name}.timeout`);
}
