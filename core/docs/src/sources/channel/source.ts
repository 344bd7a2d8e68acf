import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  NixaiError,
  files,
  http,
  isNixaiError,
  type DocSource,
  type DocSyncOptions,
  type Host,
} from '@nixai/api';
import {
  indexPlaces,
  type IndexContent,
  type IndexPlace,
  type IndexStore,
} from '../../index/index.js';
import { decodeJson } from '../format/decode.js';
import { indexData } from '../indexData.js';
import { createIndexedSource } from '../indexedSource.js';
import { channelBranch } from './branch.js';
import { download, type Part } from './download.js';
import { findRelease, isAsListed, listedChecksum } from './release.js';

interface ChannelData {
  readonly file: string;
  readonly content: IndexContent;
}

const options: ChannelData = { file: 'options.json.br', content: 'nixos' };
const packages: ChannelData = { file: 'packages.json.br', content: 'packages' };

/** The options and packages of a NixOS channel, fetched once and then at hand offline. */
export function createChannelSource(host: Host, store: IndexStore): DocSource {
  async function sync({ from, onProgress }: DocSyncOptions, signal: AbortSignal): Promise<void> {
    const branch = from ?? (await channelBranch(host));
    if (!/^[a-z][a-z0-9.-]*$/.test(branch)) throw noBranch(branch, 'that is no name of a branch');
    // Only NixOS channels carry options: a nixpkgs channel has packages alone.
    const wanted = branch.startsWith('nixos-') ? [options, packages] : [packages];
    for (const data of wanted) await syncFile(branch, data, onProgress, signal);
  }

  async function syncFile(
    branch: string,
    { file, content }: ChannelData,
    onProgress: DocSyncOptions['onProgress'],
    signal: AbortSignal,
  ): Promise<void> {
    const [client, service] = await Promise.all([host.service(http), host.service(files)]);
    const base = (await host.config.get('docs.channel_url')).replace(/\/+$/, '');
    const found = await findRelease(client, `${base}/${branch}/${file}`, signal);
    const known = knownTag(branch, content, found.url);
    const parts = join(host.paths.cache, 'docs', 'channel', `${branch}-${file}.part`);
    const fetched = await download(client, found.url, {
      etag: known,
      part: await readPart(parts),
      keep: ({ etag, bytes }) =>
        service.write(parts, Buffer.concat([Buffer.from(`${etag}\n`, 'latin1'), bytes]), {
          mode: 0o600,
        }),
      onProgress,
      signal,
    }).catch((error: unknown) => {
      const missing = isNixaiError(error) && error.code === 'not-found';
      throw missing ? noBranch(branch, `there is no ${found.url}`) : error;
    });
    await service.remove(parts);
    if (fetched === undefined) return;
    if (!(await isAsListed(fetched.bytes, await listedChecksum(client, found, signal))))
      throw new NixaiError({
        code: 'checksum-mismatch',
        what: `${found.url} is not what its release lists`,
        why: 'its SHA-256 is another one, so it was changed or damaged on the way; it is not used',
        hint: 'nixai docs sync --source channel',
      });
    const json = await decodeJson(host, { bytes: fetched.bytes }, found.url, syncHint);
    await indexData(host, store, {
      source: 'channel',
      release: branch,
      date: fetched.modified ?? new Date().toISOString(),
      from: found.url,
      fingerprint: fetched.etag ?? found.url,
      json,
    });
  }

  /** The tag of what is indexed, if it came from the same address. */
  function knownTag(branch: string, content: IndexContent, url: string): string | undefined {
    const place = placesOf(branch).find((one) => one.content === content);
    const meta = place && store.open(place)?.meta;
    return meta?.from === url && meta.fingerprint !== url ? meta.fingerprint : undefined;
  }

  function placesOf(branch: string): IndexPlace[] {
    return indexPlaces(host, 'channel').filter(({ release }) => release === branch);
  }

  return createIndexedSource(host, store, {
    name: 'channel',
    summary: 'All options and packages of a NixOS channel, for use offline',
    hint: syncHint,
    sync,
    preferred: () => channelBranch(host),
  });
}

const syncHint = 'nixai docs sync --source channel';

function noBranch(branch: string, why: string): NixaiError {
  return new NixaiError({
    code: 'no-such-branch',
    what: `there is no channel "${branch}"`,
    why,
    hint: 'nixai docs sync --source channel --branch nixos-unstable',
  });
}

/** A part lies on the disk as its tag, a line break, and its bytes. */
async function readPart(path: string): Promise<Part | undefined> {
  const stored = await readFile(path).catch(() => undefined);
  const end = stored?.indexOf('\n') ?? -1;
  if (stored === undefined || end < 0) return undefined;
  return { etag: stored.toString('latin1', 0, end), bytes: stored.subarray(end + 1) };
}
