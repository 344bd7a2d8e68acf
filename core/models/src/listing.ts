import {
  isNixaiError,
  messageOf,
  type AIProvider,
  type Locality,
  type ModelInfo,
} from '@nixai/api';
import { providerNamed } from './resolution.js';
import type { ModelHost } from './host.js';

export interface ProviderListing {
  readonly provider: string;
  readonly locality: Locality;
  readonly available: boolean;
  /** One line: what answers, or why nothing does. */
  readonly detail: string;
  /** The command that mends it. */
  readonly hint?: string;
  readonly models: readonly ListedModel[];
}

export interface ListedModel extends ModelInfo {
  readonly locality: Locality;
}

const patience = 5000;

const offline: ProviderListing = {
  provider: 'offline',
  locality: 'loopback',
  available: true,
  detail: 'answers from the handbook and indexes, with no model',
  models: [],
};

/**
 * What each provider offers, asked at the same time; one that does not answer is a line, not a
 * failure.
 * @throws NixaiError when `only` is named, and unknown or without an answer.
 */
export async function listModels(
  host: ModelHost,
  only: string | undefined,
  signal: AbortSignal,
): Promise<readonly ProviderListing[]> {
  if (only === offline.provider) return [offline];
  if (only !== undefined) return [await listing(await providerNamed(host, only), signal)];
  const registered = await host.providers.list();
  const listings = registered.map(({ name, create }) =>
    create().then(
      (provider) => listingOrReason(provider, signal),
      (error: unknown) => broken(name, error),
    ),
  );
  return [...(await Promise.all(listings)), offline];
}

async function listing(provider: AIProvider, outer: AbortSignal): Promise<ProviderListing> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(patience)]);
  const [models, { detail }] = await Promise.all([
    provider.models(signal),
    provider.status(signal),
  ]);
  const { name, locality } = provider;
  return {
    provider: name,
    locality,
    available: true,
    detail,
    models: models.map((model) => ({ locality, ...model })),
  };
}

async function listingOrReason(
  provider: AIProvider,
  signal: AbortSignal,
): Promise<ProviderListing> {
  try {
    return await listing(provider, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { ...broken(provider.name, error), locality: provider.locality };
  }
}

function broken(name: string, error: unknown): ProviderListing {
  return {
    provider: name,
    locality: 'remote',
    available: false,
    detail: messageOf(error),
    hint: isNixaiError(error) ? error.hint : undefined,
    models: [],
  };
}
