import { NixaiError, messageOf, type DocSource, type Host } from '@nixai/api';
import { indexPlaces, type IndexStore } from '../../index/index.js';
import { fingerprintOf, readDataFile } from '../dataFile.js';
import { decodeJson } from '../format/decode.js';
import { indexData } from '../indexData.js';
import { createIndexedSource } from '../indexedSource.js';

/** Options that this machine has, or that Nix can build from its configuration. */
export interface InstalledSpec {
  readonly name: string;
  readonly summary: string;
  /** Which release the machine is on, where it says. */
  readonly release?: () => Promise<string | undefined>;
  /** Files that are there, each of another option set. */
  readonly find: () => Promise<readonly string[]>;
  /** Builds them; gives the files. */
  readonly build: (signal: AbortSignal) => Promise<readonly string[]>;
}

/** The source of an installed option set; indexed again when the machine has switched to another. */
export function createInstalledSource(
  host: Host,
  store: IndexStore,
  spec: InstalledSpec,
): DocSource {
  const hint = `nixai docs sync --source ${spec.name}`;

  async function index(path: string): Promise<void> {
    const { bytes, ...about } = await readDataFile(path);
    const json = await decodeJson(host, { bytes, file: path }, path, hint);
    const release = await spec.release?.();
    await indexData(host, store, { source: spec.name, release, from: path, ...about, json });
  }

  return createIndexedSource(host, store, {
    name: spec.name,
    summary: spec.summary,
    hint: `${hint} --build`,
    async sync({ build }, signal) {
      const files = build === true ? await spec.build(signal) : await spec.find();
      if (files.length === 0 && indexPlaces(host, spec.name).length === 0)
        throw new NixaiError({
          code: 'source-not-here',
          what: `this machine has no options.json for the source "${spec.name}"`,
          why: 'Nix can build it, which evaluates the configuration and may take minutes',
          hint: `${hint} --build`,
        });
      for (const file of files) await index(file);
    },
    async refresh({ meta }) {
      const now = await fingerprintOf(meta.from).catch(() => undefined);
      if (now === undefined || now === meta.fingerprint) return;
      await index(meta.from).catch((error: unknown) =>
        host.log.warn(`${meta.from} has changed but cannot be indexed: ${messageOf(error)}`),
      );
    },
  });
}
