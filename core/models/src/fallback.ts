import type { ResolvedModel } from '@nixai/api';
import { defaultModelOf } from './modelOf.js';
import type { ModelHost } from './host.js';

export interface FallbackOptions {
  /** Asks the person, where there is one. */
  readonly confirm?: (question: string) => Promise<boolean>;
}

/**
 * The providers that the configuration names to try after the first, each with its own model, one
 * by one: what is not needed is not asked for. A remote one comes after a local one only if the
 * configuration allows it or the person says yes: what was meant for this machine does not leave it
 * because a server is down.
 */
export async function* fallbacks(
  host: ModelHost,
  first: ResolvedModel,
  { confirm }: FallbackOptions,
): AsyncGenerator<ResolvedModel, void> {
  const names = await host.config.get('ai_fallback');
  let mayLeave = first.locality === 'remote' || (await host.config.get('ai_allow_cloud_fallback'));
  for (const name of names.filter((one) => one !== first.provider && one !== 'offline')) {
    const next = await fallback(host, first, name);
    if (next === undefined) continue;
    if (next.locality === 'remote' && !mayLeave) {
      mayLeave = (await confirm?.(`Send the question to ${name}, beyond this machine?`)) === true;
      if (!mayLeave) {
        host.log.warn(
          `${name} is not asked: it is beyond this machine (nixai config set ai_allow_cloud_fallback true allows it)`,
        );
        continue;
      }
    }
    yield next;
  }
}

/** A fallback that can be asked; one that cannot is said and left out. */
async function fallback(
  host: ModelHost,
  { chosenBy }: ResolvedModel,
  name: string,
): Promise<ResolvedModel | undefined> {
  const provider = await host.providers.get(name);
  const model = provider && (await defaultModelOf(provider).catch(() => undefined));
  if (provider === undefined || model === undefined) {
    host.log.warn(
      provider === undefined
        ? `there is no provider "${name}" to fall back to (nixai models lists them)`
        : `no model is named for ${name} (nixai models --provider ${name})`,
    );
    return undefined;
  }
  const locality = (await provider.localityOf?.(model)) ?? provider.locality;
  return { provider: name, model, locality, chosenBy };
}
