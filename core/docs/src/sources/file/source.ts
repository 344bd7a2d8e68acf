import { resolve } from 'node:path';
import { NixaiError, messageOf, type DocSource, type Host } from '@nixai/api';
import type { IndexStore } from '../../index/index.js';
import { decodeJson } from '../format/decode.js';
import { fingerprintOf, readDataFile } from '../dataFile.js';
import { indexData } from '../indexData.js';
import { createIndexedSource } from '../indexedSource.js';

/** Options or packages from a file that the user points at. Indexed again when the file changes. */
export function createFileSource(host: Host, store: IndexStore): DocSource {
  async function index(path: string, release?: string): Promise<void> {
    const { bytes, fingerprint, date } = await readDataFile(path);
    const json = await decodeJson(host, { bytes, file: path }, path);
    const known = release ?? releaseIn(path);
    await indexData(host, store, {
      source: 'file',
      release: known,
      date,
      from: path,
      fingerprint,
      json,
    });
  }

  return createIndexedSource(host, store, {
    name: 'file',
    // Without a name there is nothing to read; what was read keeps itself up to date.
    syncOnRequest: true,
    summary: 'An options.json or packages.json of yours (plain, .br, .gz or .zst)',
    hint: 'nixai docs sync --source file --file options.json',
    async sync({ from, release }) {
      if (from === undefined)
        throw new NixaiError({
          code: 'usage',
          what: 'the source "file" needs a file to read',
          hint: 'nixai docs sync --source file --file options.json',
          exitCode: 2,
        });
      await index(resolve(from), release);
    },
    async refresh({ meta }, place) {
      const now = await fingerprintOf(meta.from).catch(() => undefined);
      // The index outlives the file: it may have been on a stick, or a download that was removed.
      if (now === undefined || now === meta.fingerprint) return;
      const given = place.release === 'local' ? undefined : meta.release;
      await index(meta.from, given).catch((error: unknown) =>
        host.log.warn(`${meta.from} has changed but cannot be indexed: ${messageOf(error)}`),
      );
    },
  });
}

/** A release that the path names: `…/nixos-25.05/options.json`. */
function releaseIn(path: string): string | undefined {
  return /(?:nixos|nixpkgs|home-manager|release)-(?:\d\d\.\d\d|unstable)/.exec(path)?.[0];
}
