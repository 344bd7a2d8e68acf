import { ExitCode, NixaiError } from '@nixai/api';
import { loadNetworkFaults } from '@nixai/safety';
import type { Endpoint } from '../endpoint.js';

const withoutModel = 'nixai ask --no-ai "…" answers without a model';

// A connection that broke may hold the next time, and a name server may answer then; a closed port,
// an unknown name or a bad certificate stay what they are.
const passing = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'EAI_AGAIN']);
const broken = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** What a connection that failed means. */
export async function connectionFailure(endpoint: Endpoint, cause: unknown): Promise<NixaiError> {
  const { codeOf, reasonOf } = await loadNetworkFaults();
  const code = codeOf(cause) ?? '';
  const why = reasonOf(cause);
  if (broken.has(code)) return brokenOff(endpoint, why, cause);
  return unreachable(endpoint, why, { cause, retryAfter: passing.has(code) ? 0 : undefined });
}

/** Nobody answers at that address. */
export function unreachable(
  { label, url, remedies }: Endpoint,
  why: string | undefined,
  more: { readonly cause?: unknown; readonly retryAfter?: number } = {},
): NixaiError {
  return new NixaiError({
    code: 'provider-unreachable',
    what: `${label} does not answer at ${url}`,
    why,
    hint: remedies.unreachable,
    exitCode: ExitCode.providerUnavailable,
    ...more,
  });
}

/** It began, and what came is not whole. */
export function brokenOff({ label }: Endpoint, why: string, cause?: unknown): NixaiError {
  return new NixaiError({
    code: 'provider-failed',
    what: `the answer of ${label} broke off`,
    why,
    hint: withoutModel,
    exitCode: ExitCode.providerUnavailable,
    retryAfter: 0,
    cause,
  });
}

/** It ended well, and said nothing. */
export function emptyAnswer({ label }: Endpoint, why: string): NixaiError {
  return new NixaiError({
    code: 'provider-failed',
    what: `${label} gave no answer`,
    why,
    hint: withoutModel,
    exitCode: ExitCode.providerUnavailable,
    retryAfter: 0,
  });
}

/** Something else listens there: a login page, another API. */
export function otherService({ provider, label, url }: Endpoint, why: string): NixaiError {
  return new NixaiError({
    code: 'provider-failed',
    what: `what answers at ${url} is not ${label}`,
    why,
    hint: `nixai config set providers.${provider}.base_url URL`,
    exitCode: ExitCode.providerUnavailable,
  });
}

/** It took longer than it may. */
export function tooSlow(label: string, what: string, milliseconds: number): NixaiError {
  return new NixaiError({
    code: 'provider-timeout',
    what: `${label} ${what} within ${milliseconds / 1000} s`,
    hint: '--timeout SECONDS waits longer; a smaller model is faster',
    exitCode: ExitCode.providerUnavailable,
  });
}

/** A filter of the service stood in the way. */
export function filtered({ label }: Endpoint, why: string): NixaiError {
  return new NixaiError({
    code: 'provider-refused',
    what: `${label} refuses to answer this`,
    why,
    hint: withoutModel,
    exitCode: ExitCode.refused,
  });
}

/** No key where one is needed. */
export function noKey({ label, remedies }: Pick<Endpoint, 'label' | 'remedies'>): NixaiError {
  return new NixaiError({
    code: 'provider-auth',
    what: `${label} needs a key, and there is none`,
    hint: remedies.key,
    exitCode: ExitCode.authOrQuota,
  });
}
