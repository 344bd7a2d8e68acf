import { ExitCode, NixaiError, type Host, type ModelChoice, type ResolvedModel } from '@nixai/api';

const offline = { provider: 'offline', locality: 'loopback' } as const;

/** Who answers: flag > environment > configuration > Ollama if it answers on loopback > offline. */
export async function resolveModel(host: Host, choice: ModelChoice): Promise<ResolvedModel> {
  if (choice['no-ai'] === true) return { ...offline, chosenBy: 'flag' };
  if (choice.provider !== undefined) return named(host, choice.provider, choice.model, 'flag');
  const configured = await configuredProvider(host);
  if (configured !== undefined)
    return named(
      host,
      configured.name,
      choice.model ?? (await configuredModel(host)),
      configured.by,
    );
  return found(host, choice.model);
}

/** The configured provider, and whether an environment variable or a file says so. */
async function configuredProvider(host: Host) {
  const name = await host.config.get('ai_provider');
  if (name === undefined) return undefined;
  const by = (process.env['NIXAI_PROVIDER'] ?? '') !== '' ? 'environment' : 'config';
  return { name, by } as const;
}

const configuredModel = (host: Host) => host.config.get('ai_model');

async function named(
  host: Host,
  name: string,
  model: string | undefined,
  chosenBy: ResolvedModel['chosenBy'],
): Promise<ResolvedModel> {
  if (name === 'offline') return { ...offline, chosenBy };
  const provider = await host.providers.get(name);
  if (provider === undefined) {
    const names = (await host.providers.list()).map((one) => one.name);
    throw new NixaiError({
      code: 'provider-unknown',
      what: `there is no provider "${name}"`,
      why: `there are: ${[...names, 'offline'].join(', ')}`,
      hint: 'nixai models',
      exitCode: ExitCode.usage,
    });
  }
  const chosen = model ?? (await configuredModel(host)) ?? provider.defaultModel;
  if (chosen === undefined)
    throw new NixaiError({
      code: 'model-unnamed',
      what: `no model is named for ${name}`,
      hint: `nixai models --provider ${name}, then --model NAME or nixai config set ai_model NAME`,
      exitCode: ExitCode.usage,
    });
  return { provider: name, model: chosen, locality: provider.locality, chosenBy };
}

/** Nobody chose: Ollama on this machine if it answers, else no model at all. */
async function found(host: Host, model: string | undefined): Promise<ResolvedModel> {
  const ollama = await host.providers.get('ollama');
  if (ollama?.locality === 'loopback' && (await ollama.status()).available) {
    const chosen = model ?? (await configuredModel(host)) ?? ollama.defaultModel;
    if (chosen !== undefined)
      return { provider: 'ollama', model: chosen, locality: 'loopback', chosenBy: 'found' };
  }
  return {
    ...offline,
    chosenBy: 'offline',
    notice: 'answering from the handbook: no model is set up (nixai models tells how)',
  };
}
