import {
  ExitCode,
  NixaiError,
  isNixaiError,
  messageOf,
  type Host,
  type ModelInfo,
  type View,
} from '@nixai/api';

export interface ProviderListing {
  readonly provider: string;
  readonly locality: 'loopback' | 'remote';
  readonly available: boolean;
  readonly detail: string;
  readonly hint?: string;
  readonly models: readonly ModelInfo[];
}

const patience = 5000;

/**
 * What each provider offers; one that does not answer is a line, not a failure.
 * @throws NixaiError when `only` is named, and unknown or without an answer.
 */
export async function listModels(
  host: Host,
  only: string | undefined,
  signal: AbortSignal,
): Promise<ProviderListing[]> {
  const all = await host.providers.list();
  const names = all.map(({ name }) => name).filter((name) => only === undefined || name === only);
  if (only !== undefined && names.length === 0)
    throw new NixaiError({
      code: 'provider-unknown',
      what: `there is no provider "${only}"`,
      why: `there are: ${all.map(({ name }) => name).join(', ')}`,
      hint: 'nixai models',
      exitCode: ExitCode.usage,
    });
  return Promise.all(names.map((name) => listing(host, name, only !== undefined, signal)));
}

async function listing(
  host: Host,
  name: string,
  mustAnswer: boolean,
  signal: AbortSignal,
): Promise<ProviderListing> {
  const provider = await host.providers.get(name);
  if (provider === undefined) throw new Error(`the provider ${name} was listed and is gone`);
  const { locality } = provider;
  try {
    const models = await provider.models(AbortSignal.any([signal, AbortSignal.timeout(patience)]));
    const { detail } = await provider.status(signal);
    return { provider: name, locality, available: true, detail, models };
  } catch (error) {
    signal.throwIfAborted();
    if (mustAnswer) throw error;
    const hint = isNixaiError(error) ? error.hint : undefined;
    return {
      provider: name,
      locality,
      available: false,
      detail: messageOf(error),
      hint,
      models: [],
    };
  }
}

/** One table of all models; below it the providers that did not answer. */
export function renderModels(providers: readonly ProviderListing[], view: View): string {
  const rows = providers.flatMap(({ provider, locality, models }) =>
    models.map(({ name, size, contextTokens }) => [
      provider,
      name,
      size === undefined ? '' : `${(size / 1e9).toFixed(1)} GB`,
      contextTokens === undefined ? '' : String(contextTokens),
      locality === 'loopback' ? 'this machine' : 'remote',
    ]),
  );
  const columns = [
    { title: 'provider' },
    { title: 'model', flexible: true },
    { title: 'size', align: 'right' as const },
    { title: 'context', align: 'right' as const },
    { title: 'runs on' },
  ];
  const silent = providers
    .filter(({ available }) => !available)
    .map(({ provider, detail, hint }) =>
      view.wrap(`${provider}: ${detail}${hint === undefined ? '' : `  (${hint})`}`),
    );
  return [...(rows.length > 0 ? [view.table(columns, rows), ''] : []), ...silent]
    .join('\n')
    .trimEnd();
}
