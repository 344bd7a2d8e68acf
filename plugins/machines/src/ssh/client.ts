import type { Readable } from 'node:stream';
import { readRegular } from '@nixai/contributions';
import ssh2, { type AnyAuthMethod, type AuthHandlerMiddleware, type Client } from 'ssh2';
import { credentialsOf } from './credentials.js';
import { hostKeyRefused, interrupted, notLetIn, tooSlow, unreachable } from './faults.js';
import {
  fingerprint,
  judgeKey,
  keyTypes,
  knownName,
  parseKnownHosts,
  typeOfKey,
  type KnownHost,
  type Verdict,
} from './knownHosts.js';
import type { SshTarget } from './target.js';

export interface OpenOptions {
  /** Milliseconds until somebody is let in. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** What leads there, where it is not reached directly. */
  readonly through?: Readable;
}

/** Types of host keys that ssh2 verifies, strongest first. */
const hostKeyTypes = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
] as const;
type HostKeyType = (typeof hostKeyTypes)[number];

/**
 * Connects and logs in. The host's key has to be known; that is never left out.
 * @param name what people call the machine.
 */
export async function openClient(
  name: string,
  target: SshTarget,
  { timeout, signal, through }: OpenOptions,
): Promise<Client> {
  if (signal.aborted) throw interrupted(signal);
  const known = await readKnownHosts(target.knownHosts);
  const place = knownName(target.knownAs, target.port);
  const { methods, tried } = await credentialsOf(target);
  const wanted = keyTypes(known, place).filter((type) =>
    hostKeyTypes.includes(type as HostKeyType),
  );
  const client = new ssh2.Client();
  let refused: Error | undefined;
  return new Promise<Client>((resolve, reject) => {
    const give = (error: Error): void => {
      settle();
      client.destroy();
      reject(error);
    };
    const timer = setTimeout(() => give(tooSlow(name, 'let us in', timeout)), timeout);
    const onAbort = (): void => give(interrupted(signal));
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    signal.addEventListener('abort', onAbort);
    client.on('ready', () => {
      settle();
      resolve(client);
    });
    client.on('error', (error: Error & { level?: string }) => {
      // The agent cannot be asked; there may be other ways in.
      if (error.level === 'agent') return;
      if (refused !== undefined) give(refused);
      else if (error.level === 'client-authentication') give(notLetIn(name, target, tried));
      else give(unreachable(name, target, plainReason(error)));
    });
    client.on('close', () =>
      give(refused ?? unreachable(name, target, 'it closed the connection')),
    );
    client.connect({
      host: target.host,
      port: target.port,
      username: target.user,
      ...(through !== undefined && { sock: through }),
      // The deadline above covers this too.
      readyTimeout: 0,
      keepaliveInterval: 5_000,
      keepaliveCountMax: 3,
      algorithms: {
        serverHostKey: [...new Set([...wanted, ...hostKeyTypes])] as HostKeyType[],
      },
      authHandler: inTurn(methods),
      hostVerifier: (key: Buffer): boolean => {
        const verdict: Verdict = judgeKey(known, place, key);
        if (verdict.outcome === 'known') return true;
        const shown = { type: typeOfKey(key) ?? 'unknown', fingerprint: fingerprint(key) };
        refused = hostKeyRefused(name, target, verdict, shown);
        return false;
      },
    });
  });
}

/** Offers one way to log in after the other, and then `false`, which its types leave out. */
function inTurn(methods: readonly AnyAuthMethod[]): AuthHandlerMiddleware {
  const left = [...methods];
  return (_left, _partly, next) => next(left.shift() ?? (false as unknown as AnyAuthMethod));
}

async function readKnownHosts(files: readonly string[]): Promise<readonly KnownHost[]> {
  const read = files.map(async (file) =>
    parseKnownHosts(await readRegular(file, 'utf8').catch(() => ''), file),
  );
  return (await Promise.all(read)).flat();
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to its network',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'names cannot be looked up now',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it closed the connection',
};

const plainReason = (error: Error & { code?: string }): string =>
  reasons[error.code ?? ''] ?? error.message;
