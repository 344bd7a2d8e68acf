import { http, NixaiError, type HostWith, type HttpClient, type Narinfo } from '@nixai/api';
import { hashPart, inStore } from './storePath.js';

/** Milliseconds. */
const timeout = 10_000;

/** What a binary cache says of a store path; undefined where it has not got it. */
export async function narinfo(
  host: HostWith<HttpClient>,
  cache: string,
  path: string,
  signal: AbortSignal,
): Promise<Narinfo | undefined> {
  const hash = hashPart(path);
  if (hash === undefined) throw unread(path, 'it is no store path');
  const client = await host.service(http);
  const url = `${cache.replace(/\/+$/, '')}/${hash}.narinfo`;
  const response = await client.request(url, { signal, timeout });
  const text = await response.text();
  // S3 says 403 for what is not there, where listing is not allowed.
  if (response.status === 404 || (response.status === 403 && /AccessDenied/.test(text)))
    return undefined;
  if (!response.ok) throw unread(url, `HTTP ${response.status}`);
  const read = narinfoIn(text);
  if (read === undefined) throw unread(url, 'what it answers with is no narinfo');
  return read;
}

function unread(what: string, why: string): NixaiError {
  return new NixaiError({ code: 'narinfo-unread', what: `${what} cannot be looked up`, why });
}

/** Reads a `.narinfo`; undefined for a text that is none. */
export function narinfoIn(text: string): Narinfo | undefined {
  const fields = new Map<string, string>();
  const signatures: string[] = [];
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^([A-Za-z]+): (.*?)\r?$/.exec(line) ?? [];
    if (name === 'Sig') signatures.push(value);
    else if (!fields.has(name)) fields.set(name, value);
  }
  const [path, url, narHash] = ['StorePath', 'URL', 'NarHash'].map((name) => fields.get(name));
  const narSize = sizeIn(fields.get('NarSize'));
  if (path === undefined || url === undefined || narHash === undefined || narSize === undefined)
    return undefined;
  const folder = path.slice(0, path.lastIndexOf('/'));
  const deriver = fields.get('Deriver') ?? 'unknown-deriver';
  return {
    path,
    url,
    // The format's own default.
    compression: fields.get('Compression') ?? 'bzip2',
    fileSize: sizeIn(fields.get('FileSize')),
    narSize,
    narHash,
    references: (fields.get('References') ?? '')
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => inStore(name, folder)),
    deriver: deriver === 'unknown-deriver' ? undefined : inStore(deriver, folder),
    signatures,
    ...(fields.get('CA') && { contentAddress: fields.get('CA') }),
  };
}

function sizeIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
