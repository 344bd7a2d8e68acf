import {
  isNixaiError,
  redactor as redactorToken,
  type ChatMessage,
  type Host,
  type ModelAnswer,
  type ModelChoice,
  type ModelService,
  type ResolvedModel,
} from '@nixai/api';
import { attempt } from './attempt.js';
import { resolveModel } from './resolution.js';

/** Everything with a model goes through here: choice, redaction, retries, fallback. */
export function createModelService(host: Host): ModelService {
  return {
    resolve: (choice) => resolveModel(host, choice),
    async preview(resolved, messages) {
      const { messages: sent } = await outgoing(host, resolved, messages);
      return sent.map(({ role, content }) => `--- ${role}\n${content}`).join('\n\n');
    },
    async ask(resolved, messages, options) {
      const fallbacks: { provider: string; why: string }[] = [];
      const [first, ...others] = await candidates(host, resolved, options.choice);
      for (let candidate = first; ;) {
        try {
          return { ...(await askOne(host, candidate, messages, options)), fallbacks };
        } catch (error) {
          options.signal.throwIfAborted();
          const next = others.shift();
          if (next === undefined || !isNixaiError(error)) throw error;
          fallbacks.push({ provider: candidate.provider, why: error.message });
          host.log.warn(`${error.what}; asking ${next.provider} instead`);
          candidate = next;
        }
      }
    },
  };
}

/** The resolved model, then those that the configuration names to fall back to. */
async function candidates(
  host: Host,
  resolved: ResolvedModel,
  choice: ModelChoice,
): Promise<[ResolvedModel, ...ResolvedModel[]]> {
  if (choice.provider !== undefined) return [resolved];
  const names = await host.config.get('ai_fallback');
  const mayLeave =
    resolved.locality === 'remote' || (await host.config.get('ai_allow_cloud_fallback'));
  const others: ResolvedModel[] = [];
  for (const name of names.filter((one) => one !== resolved.provider && one !== 'offline')) {
    const provider = await host.providers.get(name);
    // What was meant for this machine does not leave it because a server is down.
    if (provider?.defaultModel === undefined || (provider.locality === 'remote' && !mayLeave))
      continue;
    const { locality, defaultModel: model } = provider;
    others.push({ ...resolved, provider: name, model, locality });
  }
  return [resolved, ...others];
}

async function askOne(
  host: Host,
  resolved: ResolvedModel,
  messages: readonly ChatMessage[],
  { choice, signal, onEvent }: Parameters<ModelService['ask']>[2],
): Promise<Omit<ModelAnswer, 'fallbacks'>> {
  const { provider: name, model = '' } = resolved;
  const provider = await host.providers.get(name);
  if (provider === undefined) throw new Error(`the provider ${name} was resolved and is gone`);
  const sent = await outgoing(host, resolved, messages);
  const { text, complete, usage, timings } = await attempt(
    provider,
    { model, messages: sent.messages, temperature: choice.temperature },
    { seconds: choice.timeout ?? (await secondsFor(host, name)), signal, onEvent },
  );
  return { provider: name, model, text, complete, usage, timings, redacted: sent.redacted };
}

const usualSeconds = 120;

async function secondsFor(host: Host, name: string): Promise<number> {
  const known = name === 'ollama' || name === 'openai' || name === 'gemini';
  return known ? host.config.get(`providers.${name}.timeout`) : usualSeconds;
}

/** The messages as they leave: to another machine, without secrets. */
async function outgoing(host: Host, { locality }: ResolvedModel, messages: readonly ChatMessage[]) {
  const redacted: Record<string, number> = {};
  if (locality === 'loopback') return { messages, redacted };
  const redactor = await host.service(redactorToken);
  const clean = messages.map(({ role, content }) => {
    const { text, counts } = redactor.redact(content);
    for (const [kind, count] of Object.entries(counts))
      redacted[kind] = (redacted[kind] ?? 0) + count;
    return { role, content: text };
  });
  return { messages: clean, redacted };
}
