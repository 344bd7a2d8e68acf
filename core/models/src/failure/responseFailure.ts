import { ExitCode, NixaiError, type NixaiErrorInit } from '@nixai/api';
import { askedPause } from '@nixai/safety';
import type { Endpoint } from '../endpoint.js';
import { duration } from './duration.js';
import { errorIn, type ErrorBody } from './errorBody.js';
import { otherService } from './failures.js';
import { readBounded } from './readBounded.js';
import { serverWords } from './serverWords.js';

/** Whom was asked for what, with which key. */
export interface Asked {
  readonly endpoint: Endpoint;
  /** Undefined where it was not about a model. */
  readonly model?: string;
  readonly key?: string;
}

/** What a response that is not 2xx means. Reads its body, a bounded part in a bounded time. */
export async function responseFailure(asked: Asked, response: Response): Promise<NixaiError> {
  const { status, headers } = response;
  const text = await readBounded(response);
  const body = errorIn(parsed(text));
  if (status < 400)
    return otherService(
      asked.endpoint,
      `it sends us on to ${headers.get('location') ?? 'nowhere'}`,
    );
  if (status === 404 && body === undefined)
    return otherService(asked.endpoint, serverWords(`HTTP 404 ${plain(text)}`, asked.key));
  return statedFailure(asked, {
    message: plain(text),
    words: [],
    ...body,
    status,
    pause: askedPause(headers, text),
  });
}

/** What an error that came inside a stream means. */
export function streamedFailure(asked: Asked, body: ErrorBody, text: string): NixaiError {
  return statedFailure(asked, {
    ...body,
    status: body.status ?? 500,
    pause: askedPause(new Headers(), text),
  });
}

interface Stated extends ErrorBody {
  readonly status: number;
  /** Milliseconds that the service asks us to wait. */
  readonly pause?: number;
}

function statedFailure(asked: Asked, stated: Stated): NixaiError {
  const { endpoint, model, key } = asked;
  const why = serverWords(stated.message, key);
  return new NixaiError({
    why: why === '' ? `HTTP ${stated.status}` : why,
    exitCode: ExitCode.providerUnavailable,
    ...meaning(endpoint, model, stated),
  });
}

type Meaning = Omit<NixaiErrorInit, 'why'>;

function meaning(
  { label, remedies, provider }: Endpoint,
  model: string | undefined,
  stated: Stated,
): Meaning {
  const { status, words, pause } = stated;
  const says = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  const { authOrQuota, refused } = ExitCode;
  if (status === 401 || status === 403 || says(/api_key_invalid|invalid_api_key|unauthenticated/))
    return {
      code: 'provider-auth',
      what: `${label} does not accept the key`,
      hint: remedies.key,
      exitCode: authOrQuota,
    };
  if (status === 402 || says(/insufficient_quota|billing|per_?day/))
    return {
      code: 'provider-quota',
      what: `the quota at ${label} is used up`,
      hint: 'nixai ask --no-ai "…" answers without a model',
      exitCode: authOrQuota,
    };
  if (status === 429 || says(/rate_limit|resource_exhausted/))
    return {
      code: 'provider-rate-limit',
      what: `${label} is asked too often`,
      hint: pause === undefined ? 'try again later' : `try again in ${duration(pause)}`,
      retryAfter: pause ?? 0,
    };
  if (model !== undefined && (status === 404 || says(/model_not_found/)))
    return {
      code: 'model-not-found',
      what: `${label} has no model "${model}"`,
      hint: remedies.missingModel(model),
    };
  if (status === 413 || says(/context_length_exceeded|exceed_context_size/))
    return {
      code: 'provider-refused',
      what: `the question and its context are too long for ${model ?? label}`,
      hint: `nixai models --provider ${provider} lists models and how much they take`,
      exitCode: refused,
    };
  if (status === 408 || status === 425 || status >= 500)
    return {
      code: 'provider-failed',
      what: `${label} failed (HTTP ${status})`,
      hint: 'nixai ask --no-ai "…" answers without a model',
      retryAfter: pause ?? 0,
    };
  return { code: 'provider-refused', what: `${label} refused the request`, exitCode: refused };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A page of HTML says nothing that helps. */
const plain = (text: string): string => (/^\s*</.test(text) ? '' : text);
