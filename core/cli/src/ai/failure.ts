import { ExitCode, NixaiError, isNixaiError, messageOf } from '@nixai/api';

/** A provider's failure, and whether asking again can help. */
export class ProviderFailure extends NixaiError {
  constructor(
    init: ConstructorParameters<typeof NixaiError>[0],
    /** Milliseconds until it makes sense to ask again; undefined where it never does. */
    readonly retryAfter?: number,
  ) {
    super(init);
  }
}

/** What of a failed HTTP answer decides what it means. */
export interface FailedAnswer {
  readonly provider: string;
  readonly model: string;
  readonly status: number;
  /** The provider's own words. */
  readonly message: string;
  /** `insufficient_quota`, `RESOURCE_EXHAUSTED`, `API_KEY_INVALID`, … */
  readonly codes: readonly string[];
  /** Milliseconds, where the provider says. */
  readonly retryAfter?: number;
  /** Environment variable of the key. */
  readonly keyVariable?: string;
}

const shortPause = 500;

/** The failure that an HTTP status stands for. */
export function failureOf(answer: FailedAnswer): ProviderFailure {
  const { provider, model, status, message: why, retryAfter } = answer;
  const about = (code: string, what: string, more: { hint?: string; exitCode?: ExitCode }) => ({
    code,
    what,
    why,
    exitCode: ExitCode.providerUnavailable,
    ...more,
  });
  if (status === 401 || status === 403 || answer.codes.includes('API_KEY_INVALID'))
    return new ProviderFailure(
      about('provider-auth', `${provider} does not accept the key`, {
        hint: answer.keyVariable && `export ${answer.keyVariable}=…`,
        exitCode: ExitCode.authOrQuota,
      }),
    );
  if (status === 404)
    return new ProviderFailure(
      about('model-not-found', `${provider} has no model "${model}"`, {
        hint:
          provider === 'ollama' ? `ollama pull ${model}` : `nixai models --provider ${provider}`,
      }),
    );
  if (status === 429 && isQuota(answer))
    return new ProviderFailure(
      about('provider-quota', `the quota at ${provider} is used up`, {
        hint: 'nixai ask --no-ai "…" answers without a model',
        exitCode: ExitCode.authOrQuota,
      }),
    );
  if (status === 429)
    return new ProviderFailure(
      about('provider-rate-limit', `${provider} is asked too often`, {}),
      retryAfter ?? 2 * shortPause,
    );
  if (status === 408 || status >= 500)
    return new ProviderFailure(
      about('provider-failed', `${provider} failed (HTTP ${status})`, {}),
      retryAfter ?? shortPause,
    );
  return new ProviderFailure(
    about('provider-refused', `${provider} refused the request (HTTP ${status})`, {
      exitCode: ExitCode.refused,
    }),
  );
}

function isQuota({ codes }: FailedAnswer): boolean {
  return codes.some((code) => /insufficient_quota|per_?day/i.test(code));
}

/** Nobody answers at that address. */
export function unreachable(provider: string, url: string, cause: unknown): ProviderFailure {
  return new ProviderFailure({
    code: 'provider-unreachable',
    what: `${provider} does not answer at ${url}`,
    why: rootMessage(cause),
    hint: provider === 'ollama' ? 'ollama serve' : 'nixai ask --no-ai "…" answers without a model',
    exitCode: ExitCode.providerUnavailable,
    cause,
  });
}

/** The innermost message: `fetch failed` hides why. */
function rootMessage(error: unknown): string {
  return error instanceof Error && error.cause !== undefined
    ? rootMessage(error.cause)
    : messageOf(error);
}

/** What broke while it answered, or an answer that is none. */
export function brokenAnswer(provider: string, cause: unknown): NixaiError {
  if (isNixaiError(cause)) return cause;
  return new ProviderFailure({
    code: 'provider-failed',
    what: `${provider} broke off`,
    why: rootMessage(cause),
    exitCode: ExitCode.providerUnavailable,
    cause,
  });
}

/** It took longer than it may. */
export function tooSlow(provider: string, seconds: number): ProviderFailure {
  return new ProviderFailure({
    code: 'provider-failed',
    what: `${provider} did not finish within ${seconds} s`,
    hint: `--timeout ${seconds * 4}, or a smaller model`,
    exitCode: ExitCode.providerUnavailable,
  });
}

/** No key where one is needed. */
export function noKey(provider: string, variable: string): ProviderFailure {
  return new ProviderFailure({
    code: 'provider-auth',
    what: `${provider} needs a key, and there is none`,
    hint: `export ${variable}=…`,
    exitCode: ExitCode.authOrQuota,
  });
}
