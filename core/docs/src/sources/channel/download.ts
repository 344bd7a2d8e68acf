import { NixaiError, isNixaiError, type DocSyncOptions, type HttpClient } from '@nixai/api';

/** Milliseconds for one attempt; a package set has 7 MB. */
const timeout = 300_000;
const attempts = 4;
/** Bytes; the packages have 7 MB packed, and 120 MB where somebody on the way has unpacked them. */
const largest = 384 * 2 ** 20;

export interface Download {
  /** As sent: still packed. */
  readonly bytes: Buffer;
  readonly etag?: string;
  /** When the server says that it was made; ISO 8601. */
  readonly modified?: string;
}

/** A part of a file, and which version of it. */
export interface Part {
  readonly bytes: Buffer;
  readonly etag: string;
}

export interface DownloadOptions {
  /** What is here already; the same version is not sent again. */
  readonly etag?: string;
  /** Where an earlier attempt was cut off. */
  readonly part?: Part;
  /** Told what has come when it is given up, so that the next attempt goes on from there. */
  readonly keep?: (part: Part) => Promise<void>;
  readonly onProgress?: DocSyncOptions['onProgress'];
  readonly signal: AbortSignal;
}

/**
 * Fetches a file byte for byte. A connection that breaks is taken up where it broke, as long as the
 * file is the same (`If-Range`).
 * @returns undefined when the server says that nothing has changed.
 * @throws NixaiError `not-found` (404), `download-failed`, or what the network says.
 */
export async function download(
  http: HttpClient,
  url: string,
  options: DownloadOptions,
): Promise<Download | undefined> {
  let part = options.part;
  for (let attempt = 1; ; attempt++) {
    const result = await attemptDownload(http, url, part, options);
    if (result.outcome === 'unchanged') return undefined;
    if (result.outcome === 'complete') return result.download;
    part = result.part;
    if (attempt < attempts && !options.signal.aborted) continue;
    if (part !== undefined) await options.keep?.(part);
    throw result.cause;
  }
}

type Attempt =
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'complete'; readonly download: Download }
  | { readonly outcome: 'cut'; readonly part?: Part; readonly cause: unknown };

async function attemptDownload(
  http: HttpClient,
  url: string,
  part: Part | undefined,
  { etag: known, onProgress, signal }: DownloadOptions,
): Promise<Attempt> {
  const headers: Record<string, string> = { accept: '*/*' };
  if (part !== undefined) {
    headers['range'] = `bytes=${part.bytes.length}-`;
    headers['if-range'] = part.etag;
  } else if (known !== undefined) headers['if-none-match'] = known;
  let response: Response;
  try {
    response = await http.request(url, { headers, timeout, raw: true, largest, signal });
  } catch (error) {
    if (part === undefined || !isBrokenOff(error)) throw error;
    return { outcome: 'cut', part, cause: error };
  }
  if (response.status === 304) return { outcome: 'unchanged' };
  if (response.status === 416) return { outcome: 'cut', cause: failed(url, response.status) };
  if (response.status !== 200 && response.status !== 206) throw failed(url, response.status);

  const etag = response.headers.get('etag') ?? undefined;
  const before = response.status === 206 && part ? startOf(response, part) : Buffer.alloc(0);
  const total = totalOf(response, before.length);
  const chunks = [before];
  let done = before.length;
  // A weak tag does not promise the same bytes, so nothing can be added to them.
  const partOf = (): Part | undefined =>
    etag === undefined || etag.startsWith('W/') || done === 0
      ? undefined
      : { bytes: Buffer.concat(chunks), etag };
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      chunks.push(Buffer.from(chunk));
      done += chunk.length;
      onProgress?.(done, total, 'bytes');
    }
  } catch (error) {
    return { outcome: 'cut', part: partOf(), cause: error };
  }
  if (total !== undefined && done < total)
    return { outcome: 'cut', part: partOf(), cause: cutOff(url, done, total) };
  const modified = dateOf(response.headers.get('last-modified'));
  return { outcome: 'complete', download: { bytes: Buffer.concat(chunks), etag, modified } };
}

/** The part that the server goes on from; it may begin elsewhere than it was asked to. */
function startOf(response: Response, { bytes }: Part): Buffer {
  const from = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (Number(from) === bytes.length) return bytes;
  throw new NixaiError({
    code: 'download-failed',
    what: 'the server sent another part of the file than it was asked for',
    hint: 'nixai docs sync',
  });
}

function totalOf({ headers }: Response, before: number): number | undefined {
  const length = headers.get('content-length');
  return length === null ? undefined : before + Number(length);
}

function dateOf(header: string | null): string | undefined {
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function isBrokenOff(error: unknown): boolean {
  return isNixaiError(error) && error.code === 'network-failed';
}

function cutOff(url: string, done: number, total: number): NixaiError {
  return new NixaiError({
    code: 'download-failed',
    what: `${url} broke off`,
    why: `${done} of ${total} bytes came`,
    hint: 'nixai docs sync goes on from there',
  });
}

function failed(url: string, status: number): NixaiError {
  return new NixaiError({
    code: status === 404 ? 'not-found' : 'download-failed',
    what: `${url} cannot be had`,
    why: status === 404 ? 'there is no such file' : `the server says ${status}`,
  });
}
