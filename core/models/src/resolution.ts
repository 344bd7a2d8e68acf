import {
  ExitCode,
  NixaiError,
  type AIProvider,
  type ModelChoice,
  type ResolvedModel,
} from '@nixai/api';
import { nearestWords } from '@nixai/language';
import { findOllama } from './findOllama.js';
import { configuredModel, defaultModelOf } from './modelOf.js';
import type { ModelHost } from './host.js';

const offline = { provider: 'offline', locality: 'loopback' } as const;

/** Who answers: flag > environment > configuration > Ollama if it answers on loopback > offline. */
export async function resolveModel(
  host: ModelHost,
  choice: ModelChoice,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ResolvedModel> {
  if (choice['no-ai'] === true) return { ...offline, chosenBy: 'flag' };
  if (choice.provider !== undefined) return named(host, choice.provider, choice.model, 'flag', env);
  const configured = await host.config.get('ai_provider');
  const by = (env['NIXAI_PROVIDER'] ?? '') === '' ? 'config' : 'environment';
  if (configured !== undefined) return named(host, configured, choice.model, by, env);
  return findOllama(host, choice.model ?? (await configuredModel(host, 'ollama', env)), env);
}

async function named(
  host: ModelHost,
  name: string,
  modelFlag: string | undefined,
  chosenBy: 'flag' | 'environment' | 'config',
  env: NodeJS.ProcessEnv,
): Promise<ResolvedModel> {
  if (name === 'offline') return { ...offline, chosenBy };
  const provider = await providerNamed(host, name, chosenBy);
  const offlineOnly = await host.config.get('offline');
  if (offlineOnly && provider.locality === 'remote') return withoutNetwork(name, chosenBy);
  const model =
    modelFlag ?? (await configuredModel(host, name, env)) ?? (await defaultModelOf(provider));
  const locality = (await provider.localityOf?.(model)) ?? provider.locality;
  // Ollama on this machine hands what its cloud models are asked on to ollama.com.
  if (offlineOnly && locality === 'remote') return withoutNetwork(model, chosenBy);
  return { provider: name, model, locality, chosenBy };
}

/** A remote provider or model under `--offline`: refused where a flag asks for it, else done without. */
function withoutNetwork(name: string, chosenBy: 'flag' | 'environment' | 'config'): ResolvedModel {
  if (chosenBy === 'flag')
    throw new NixaiError({
      code: 'offline',
      what: `${name} is not asked`,
      why: 'it is beyond this machine, and nixai is offline (--offline, NIXAI_OFFLINE or the key "offline")',
      hint: 'run it without --offline',
      exitCode: ExitCode.providerUnavailable,
    });
  const notice = `answering from the handbook: ${name} is beyond this machine, and nixai is offline`;
  return { ...offline, chosenBy, notice };
}

/** How a provider is chosen in the place where the wrong one was. */
const mends = {
  flag: '--provider ',
  environment: 'export NIXAI_PROVIDER=',
  config: 'nixai config set ai_provider ',
};

/** @throws NixaiError `provider-unknown`, with the names there are. */
export async function providerNamed(
  host: ModelHost,
  name: string,
  chosenBy: keyof typeof mends = 'flag',
): Promise<AIProvider> {
  const provider = await host.providers.get(name);
  if (provider !== undefined) return provider;
  const names = [...(await host.providers.list()).map((one) => one.name), 'offline'];
  const [near] = nearestWords(name, names);
  throw new NixaiError({
    code: 'provider-unknown',
    what: `there is no provider "${name}"`,
    why: `there are: ${names.join(', ')}`,
    hint: near === undefined ? 'nixai models' : `${mends[chosenBy]}${near}`,
    exitCode: ExitCode.usage,
  });
}
