import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { shown } from './address.js';

/** Not a URL that nixai speaks, or one that would give away a key. */
export function insecureUrl(url: string, why: string, hint: string): NixaiError {
  return new NixaiError({
    code: 'insecure-url',
    what: `nixai does not connect to ${url}`,
    why,
    hint,
    exitCode: ExitCode.refused,
  });
}

/** `--offline`, and the address is not this machine. */
export function offlineFault(url: URL): NixaiError {
  return new NixaiError({
    code: 'offline',
    what: `${url.origin} is not asked`,
    why: 'nixai is offline (--offline, NIXAI_OFFLINE or the key "offline" of the configuration)',
    hint: 'run it without --offline',
    exitCode: ExitCode.providerUnavailable,
  });
}

/** The deadline has passed. */
export function networkTimeout(url: URL, timeout: number): NixaiError {
  return new NixaiError({
    code: 'network-timeout',
    what: `${shown(url)} did not answer in full within ${timeout / 1000} s`,
    exitCode: ExitCode.providerUnavailable,
  });
}

/** Nobody there, or the connection broke. */
export function networkFailed(url: URL, cause: unknown): NixaiError {
  return new NixaiError({
    code: 'network-failed',
    what: `${shown(url)} could not be read`,
    why: reasonOf(cause),
    exitCode: ExitCode.providerUnavailable,
    cause,
  });
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was broken off',
  UND_ERR_SOCKET: 'the connection was broken off',
  ENOTFOUND: 'the name is not known to the DNS',
  EAI_AGAIN: 'the DNS does not answer',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'the host cannot be reached',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is from an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is from an authority that is not trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

/** The first error code on the way down to the cause; `fetch failed` itself says nothing. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error.cause;
  const { code } = error as NodeJS.ErrnoException;
  return (typeof code === 'string' ? code : undefined) ?? codeOf(inner);
}

/** What a failed connection means, for people. */
export function reasonOf(error: unknown): string {
  const known = reasons[codeOf(error) ?? ''];
  if (known !== undefined) return known;
  return error instanceof Error && error.cause !== undefined
    ? reasonOf(error.cause)
    : messageOf(error);
}
