import { ExitCode, isNixaiError, NixaiError, shellWord } from '@nixai/api';
import type { Verdict } from './knownHosts.js';
import type { SshTarget } from './target.js';

/** A host whose key is not what it is known by: it is not talked to. */
export function hostKeyRefused(
  name: string,
  { host, port, knownAs, user }: SshTarget,
  verdict: Exclude<Verdict, { readonly outcome: 'known' }>,
  shown: { readonly type: string; readonly fingerprint: string },
): NixaiError {
  const key = `it shows the ${shown.type} key ${shown.fingerprint}`;
  const place = port === 22 ? knownAs : `[${knownAs}]:${port}`;
  const exitCode = ExitCode.refused;
  if (verdict.outcome === 'revoked')
    return new NixaiError({
      code: 'host-key-revoked',
      what: `${name} shows a key that is revoked`,
      why: `${key}, and ${verdict.file}:${verdict.line} says that it is no good`,
      hint: 'do not connect; ask who runs the machine',
      exitCode,
    });
  if (verdict.outcome === 'changed')
    return new NixaiError({
      code: 'host-key-changed',
      what: `${name} is not the machine that it was, or has a new key`,
      why: `${key}; ${verdict.file}:${verdict.line} has another one`,
      hint: `ask who runs it; if the key is new: ssh-keygen -R ${shellWord(place)} -f ${shellWord(verdict.file)}`,
      exitCode,
    });
  const scan = port === 22 ? 'ssh' : `ssh -p ${port}`;
  return new NixaiError({
    code: 'host-key-unknown',
    what: `the key of ${name} is not known`,
    why:
      key +
      (verdict.authority
        ? '; known_hosts has an authority for it, and certificates are not read here'
        : ''),
    hint: `compare it with ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub there, then: ${scan} ${shellWord(`${user}@${host}`)}`,
    exitCode,
  });
}

/** Nobody answers there. */
export function unreachable(name: string, { host, port }: SshTarget, why: string): NixaiError {
  return new NixaiError({
    code: 'machine-unreachable',
    what: `${name} (${host}:${port}) cannot be reached`,
    why,
    exitCode: ExitCode.failure,
  });
}

/** It answers, and lets nobody in. */
export function notLetIn(name: string, { user }: SshTarget, tried: readonly string[]): NixaiError {
  return new NixaiError({
    code: 'ssh-auth',
    what: `${name} does not let ${user} in`,
    why: tried.length === 0 ? 'there is no key to try' : `tried: ${tried.join('; ')}`,
    hint: `nixai machines edit ${name} --ssh-key FILE, or ssh-add`,
    exitCode: ExitCode.authOrQuota,
  });
}

/** Too slow, whatever it was at. */
export function tooSlow(name: string, what: string, milliseconds: number): NixaiError {
  return new NixaiError({
    code: 'machine-timeout',
    what: `${name} did not ${what} within ${milliseconds / 1000} s`,
    exitCode: ExitCode.failure,
  });
}

/** The connection is gone, and with it what went over it. */
export function connectionLost(name: string, why: string): NixaiError {
  return new NixaiError({
    code: 'connection-lost',
    what: `the connection to ${name} is gone`,
    why,
    exitCode: ExitCode.failure,
  });
}

/** `--offline`. */
export function isOffline(name: string): NixaiError {
  return new NixaiError({
    code: 'offline',
    what: `${name} is not this machine, and nixai is offline`,
    hint: 'leave --offline out, or: nixai config set offline false',
    exitCode: ExitCode.providerUnavailable,
  });
}

/** Somebody has ended the work. */
export function interrupted(signal: AbortSignal): Error {
  if (isNixaiError(signal.reason)) return signal.reason;
  return new NixaiError({
    code: 'interrupted',
    what: 'interrupted',
    exitCode: ExitCode.interrupted,
  });
}
