import type { HttpClient } from '@nixai/api';
import { isText } from '../format/decode.js';
import { sha256 } from '../sha256.js';

/** What a channel file's address leads to. */
export interface ChannelFile {
  /** Where the bytes are: the release's own address, which never changes its content. */
  readonly url: string;
  /** `nixos-25.05.805977.88331c17ba43`; undefined where a mirror does not redirect. */
  readonly release?: string;
}

const redirects = new Set([301, 302, 303, 307, 308]);

/** `channels.nixos.org/<branch>/<file>` only says which release is the newest. */
export async function findRelease(
  http: HttpClient,
  url: string,
  signal: AbortSignal,
): Promise<ChannelFile> {
  const response = await http.request(url, {
    method: 'HEAD',
    redirect: 'manual',
    timeout: 30_000,
    signal,
  });
  const location = response.headers.get('location');
  if (!redirects.has(response.status) || location === null || !URL.canParse(location, url))
    return { url };
  const target = new URL(location, url);
  return { url: target.href, release: target.pathname.split('/').at(-2) };
}

/**
 * The checksum that the release's own page lists for a file (nixos-channel-scripts writes a table of
 * names, sizes and SHA-256); undefined where there is no such page.
 */
export async function listedChecksum(
  http: HttpClient,
  { url }: ChannelFile,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { pathname } = new URL(url);
  const file = pathname.slice(pathname.lastIndexOf('/') + 1);
  const page = new URL(pathname.slice(0, pathname.lastIndexOf('/')), url).href;
  try {
    const response = await http.request(page, { timeout: 20_000, retries: 0, signal });
    if (!response.ok) return undefined;
    const html = await response.text();
    const row = html.slice(html.indexOf(`>${file}</a>`));
    return /<tt>([0-9a-f]{64})<\/tt>/.exec(row.slice(0, row.indexOf('</tr>')))?.[1];
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/**
 * Whether the bytes are those that were listed; true where nothing was, or where somebody on the
 * way has unpacked them, for the list is of packed files.
 */
export async function isAsListed(bytes: Buffer, listed: string | undefined): Promise<boolean> {
  return listed === undefined || isText(bytes) || (await sha256(bytes)) === listed;
}
