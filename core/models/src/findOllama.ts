import { messageOf, type ResolvedModel } from '@nixai/api';
import { isCloudName, isNameOf, readTags, type Tag } from './providers/ollamaTags.js';
import { ollamaEndpoint } from './providers/ollama.js';
import { isListening } from '@nixai/safety';
import type { ModelHost } from './host.js';

/** Milliseconds until a port that neither takes nor refuses a connection is given up; most do at once. */
const portTime = 1_000;
/** Milliseconds for an Ollama that is there to say what it has: it may be busy with another answer. */
const answerTime = 15_000;
const suggestion = 'llama3.1';

/**
 * Nobody chose a provider: Ollama, if it answers on this machine and has a model, else none. A
 * cloud model of Ollama is never picked unasked.
 * @param wanted the model that was asked for, if any.
 */
export async function findOllama(
  host: ModelHost,
  wanted: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<ResolvedModel> {
  const endpoint = await ollamaEndpoint(host);
  if (endpoint.locality === 'remote')
    return nobody(`Ollama at ${endpoint.url} is another machine (--provider ollama asks it)`);
  if (!(await isListening(endpoint.url, portTime))) return nobody(noModel(env));
  const tags = await readTags(endpoint, { timeout: answerTime }).catch((error: unknown) =>
    messageOf(error),
  );
  if (typeof tags === 'string') return nobody(tags);
  if (wanted !== undefined) return chosen(wanted, tags);
  const usual = await host.config.get('providers.ollama.model');
  const local = tags.filter(({ chats, locality }) => chats && locality === 'loopback');
  const tag = local.find((one) => isNameOf(usual, one)) ?? local[0];
  if (tag === undefined)
    return nobody(`Ollama has no model yet: ollama pull ${suggestion} gets one`);
  const notice = isNameOf(usual, tag) ? undefined : `asking ${tag.name}: Ollama has no ${usual}`;
  return { provider: 'ollama', model: tag.name, locality: 'loopback', chosenBy: 'found', notice };
}

function chosen(model: string, tags: readonly Tag[]): ResolvedModel {
  const tag = tags.find((one) => isNameOf(model, one));
  const locality = isCloudName(model) ? 'remote' : (tag?.locality ?? 'loopback');
  return { provider: 'ollama', model, locality, chosenBy: 'found' };
}

function nobody(why: string): ResolvedModel {
  const notice = `answering from the handbook: ${why}`;
  return { provider: 'offline', locality: 'loopback', chosenBy: 'offline', notice };
}

/** What to do for a model; a key that lies about is never used unasked. */
function noModel(env: NodeJS.ProcessEnv): string {
  const keys = { OPENAI_API_KEY: 'openai', GEMINI_API_KEY: 'gemini', GOOGLE_API_KEY: 'gemini' };
  const [, provider] = Object.entries(keys).find(([name]) => (env[name] ?? '') !== '') ?? [];
  return provider === undefined
    ? `no model is set up (ollama pull ${suggestion}, or export OPENAI_API_KEY=… and --provider openai)`
    : `no model is chosen (--provider ${provider} asks ${provider})`;
}
