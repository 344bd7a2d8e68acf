import { dirname } from 'node:path';
import {
  http,
  isNixaiError,
  nix,
  type CommandContext,
  type Narinfo,
  type NixaiError,
} from '@nixai/api';
import type { CacheAnswer } from '../results/cacheMiss.js';
import type { CacheSettings } from './settings.js';
import { nameIn, signedBy } from './signature.js';

type Context = Pick<CommandContext, 'host' | 'signal'>;
type Answer = Omit<CacheAnswer, 'cache' | 'path'>;

/** A binary cache that is asked for paths. One that cannot be asked is asked once. */
export interface Cache {
  /** As it is set. */
  readonly address: string;
  ask(path: string): Promise<Answer>;
}

export function createCache(context: Context, address: string, settings: CacheSettings): Cache {
  const [base = address, query = ''] = address.split('?', 2);
  const isTrusted = new URLSearchParams(query).get('trusted') === '1';
  let closed: Promise<Answer | undefined> | undefined;

  async function ask(path: string): Promise<Answer> {
    const isWeb = /^https?:/.test(base);
    closed ??= isWeb ? unfit(context, base, dirname(path)) : Promise.resolve(undefined);
    const why = await closed;
    if (why !== undefined) return why;
    try {
      const found = await narinfoOf(context, isWeb ? base : address, path, isWeb);
      return found === undefined ? { says: 'absent' } : weigh(found);
    } catch (error) {
      return faultOf(error, context.signal);
    }
  }

  function weigh(found: Narinfo): Answer {
    const bytes = found.fileSize === undefined ? {} : { bytes: found.fileSize };
    if (isTrusted || !settings.needsSignature || found.contentAddress !== undefined)
      return { says: 'has', ...bytes };
    const signed = signedBy(found, settings.keys);
    if (signed === 'good') return { says: 'has', ...bytes };
    if (signed === 'none') return { says: 'unsigned', ...bytes };
    return { says: signed, keys: [...new Set(found.signatures.map(nameIn))], ...bytes };
  }

  return { address, ask };
}

/** What a cache has of a path; one that is not on the web is asked by Nix. */
async function narinfoOf(
  { host, signal }: Context,
  cache: string,
  path: string,
  isWeb: boolean,
): Promise<Narinfo | undefined> {
  const service = await host.service(nix);
  if (isWeb) return service.narinfo(cache, path, signal);
  const [info] = await service.pathInfo([path], { store: cache, signal });
  if (info === undefined) return undefined;
  const { narHash, narSize, references, signatures, downloadSize } = info;
  const size = downloadSize === undefined ? {} : { fileSize: downloadSize };
  return { path, url: '', compression: '', narHash, narSize, references, signatures, ...size };
}

/** Why a cache is of no use at all; undefined where it can be asked. */
async function unfit(
  { host, signal }: Context,
  base: string,
  storeDir: string,
): Promise<Answer | undefined> {
  try {
    const client = await host.service(http);
    const url = `${base.replace(/\/+$/, '')}/nix-cache-info`;
    const response = await client.request(url, { signal, timeout: 5_000 });
    const text = await response.text();
    if ([401, 403, 407].includes(response.status))
      return { says: 'refused', why: `HTTP ${response.status}` };
    if (response.status >= 500) return { says: 'unreachable', why: `HTTP ${response.status}` };
    const store = /^StoreDir: *(\S+)/m.exec(text)?.[1];
    if (!response.ok || store === undefined)
      return { says: 'no-cache', why: `it has no nix-cache-info (HTTP ${response.status})` };
    return store === storeDir ? undefined : { says: 'other-store', why: `it is for ${store}` };
  } catch (error) {
    return faultOf(error, signal);
  }
}

function faultOf(error: unknown, signal: AbortSignal): Answer {
  if (!isNixaiError(error) || signal.aborted) throw error;
  return { says: kindOf(error), why: error.why ?? error.what };
}

function kindOf({ code, why = '' }: NixaiError): Answer['says'] {
  if (code === 'offline') return 'offline';
  if (/certificate|\bTLS\b|\bSSL\b/i.test(why)) return 'tls';
  if (/^HTTP 40[137]/.test(why)) return 'refused';
  return /no narinfo/.test(why) ? 'no-cache' : 'unreachable';
}
