import { ExitCode, NixaiError, type AIProvider } from '@nixai/api';
import type { ModelHost } from './host.js';

/**
 * The model of `ai_model`, where it is meant for this provider: it stands beside `ai_provider`, and
 * a model of one provider means nothing to another.
 */
export async function configuredModel(
  host: ModelHost,
  provider: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const named = (env['NIXAI_MODEL'] ?? '') !== '';
  const chosen = await host.config.get('ai_provider');
  // `NIXAI_PROVIDER` alone replaces the provider of a file, and with it that file's model.
  if (!named && (env['NIXAI_PROVIDER'] ?? '') !== '') return undefined;
  return chosen === undefined || chosen === provider ? host.config.get('ai_model') : undefined;
}

/**
 * The model to ask when nobody names one: the provider's own default, or the only one it has (a
 * llama.cpp server has one).
 * @throws NixaiError `model-unnamed`.
 */
export async function defaultModelOf(provider: AIProvider): Promise<string> {
  if (provider.defaultModel !== undefined) return provider.defaultModel;
  const offered = await provider.models();
  const [only] = offered;
  if (only !== undefined && offered.length === 1) return only.name;
  throw new NixaiError({
    code: 'model-unnamed',
    what: `no model is named for ${provider.name}`,
    why: offered.length === 0 ? 'it offers none' : `it offers ${offered.length}`,
    hint: `nixai models --provider ${provider.name}, then nixai config set ai_model NAME`,
    exitCode: ExitCode.usage,
  });
}
