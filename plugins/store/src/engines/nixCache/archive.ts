import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ExitCode, files, NixaiError, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { listArchive } from '../../backup/archive.js';
import { archiveIn, cacheIn, manifestIn, narinfoName, pathListIn } from '../../bundles/layout.js';
import { manifestOf } from '../../bundles/read.js';
import { fileHash } from '../../disk/hash.js';
import { isThere, makePrivateFolder, putInPlace, removeTree } from '../../disk/folders.js';
import { unfitPlace } from '../../faults.js';
import { readManifest } from '../../manifest/text.js';
import { privately, say } from '../../programs.js';
import type { Access, StoreEngine } from '../engine.js';
import { snapshotOf } from './snapshot.js';

/** One backup as one file, with its SHA-256 beside it as `sha256sum` writes it. */
export function archiveEngine({ host, staging }: Access, place: string): StoreEngine {
  const zipped = place.endsWith('.gz') ? ['--gzip'] : [];
  const scratch = join(staging, 'unpacked');
  return {
    name: 'nix-cache',
    place,
    encrypted: false,
    readsBack: 'all',
    bundle: join(staging, 'bundle'),
    tools: {},
    async keep(id, task) {
      const { bundle } = this;
      const manifest = await manifestOf(bundle, id);
      const names = [
        manifestIn('', id),
        pathListIn('', id),
        ...manifest.archives.map(({ name }) => archiveIn('', id, name)),
        ...(manifest.paths.length > 0 ? [join(cacheIn(''), 'nix-cache-info')] : []),
        ...manifest.paths.map(({ path }) => join(cacheIn(''), narinfoName(path))),
        ...new Set(manifest.paths.map(({ nar }) => join(cacheIn(''), nar))),
      ];
      const draft = join(dirname(place), `.${basename(place)}.draft`);
      try {
        await say(
          host,
          'packing the backup',
          privately([
            ...(['tar', '--create', '--file', draft, ...zipped, '--directory', bundle] as const),
            ...['--format=posix', '--numeric-owner', '--pax-option=delete=atime,delete=ctime'],
            ...['--null', '--verbatim-files-from', '--files-from=-'],
          ]),
          { signal: task.signal, input: names.map((name) => `${name}\0`).join('') },
        );
        const sum = await fileHash(draft, task.signal);
        const service = await host.service(files);
        await service.write(sumFile(place), `${sum}  ${basename(place)}\n`, { mode: 0o600 });
        await putInPlace(draft, place);
      } finally {
        await removeTree(draft);
      }
      return { added: (await stat(place)).size };
    },
    async snapshots({ signal }) {
      if (!(await isThere(place))) return [];
      const manifest = await manifestInArchive(host, place, zipped, signal);
      return [snapshotOf(manifest.id, manifest)];
    },
    async bring(_snapshot, wanted, { signal }, also = []) {
      const letGo = (): Promise<void> => removeTree(scratch);
      await letGo();
      await makePrivateFolder(scratch);
      try {
        await refuseOdd(host, place, signal);
        const some = wanted === 'all' || also.length > 0 ? [] : ['--wildcards', 'snapshots/*'];
        await say(
          host,
          'unpacking the backup',
          privately([
            ...(['tar', '--extract', '--file', place, ...zipped, '--directory', scratch] as const),
            ...['--no-same-owner', '--no-same-permissions', ...some],
          ]),
          { signal },
        );
      } catch (error) {
        await letGo();
        throw error;
      }
      return { bundle: scratch, letGo };
    },
    async check(deep, { signal }) {
      const file = basename(place);
      const text = await readRegular(sumFile(place), 'utf8').catch(() => undefined);
      if (text === undefined)
        return [{ file: `${file}.sha256`, why: 'it is missing, so the archive has no hash' }];
      const sum = /^([0-9a-f]{64}) [ *]\S/.exec(text)?.[1];
      if (text !== `${sum ?? ''}  ${file}\n`)
        return [{ file: `${file}.sha256`, why: 'it is not as it was written' }];
      return deep && (await fileHash(place, signal)) !== sum
        ? [{ file, why: 'its bytes are others than those that were written' }]
        : [];
    },
    async forget() {
      await removeTree(place);
      await removeTree(sumFile(place));
    },
  };
}

const sumFile = (place: string): string => `${place}.sha256`;

async function manifestInArchive(
  host: Host,
  place: string,
  zipped: readonly string[],
  signal: AbortSignal,
) {
  const argv = ['--extract', '--to-stdout', '--file', place, ...zipped] as const;
  const words = ['--wildcards', 'snapshots/*/manifest.json'];
  const text = await say(host, `reading ${place}`, ['tar', ...argv, ...words], { signal });
  return readManifest(text, `the manifest in ${place}`);
}

/** An archive of somebody else may want to write where it likes. */
async function refuseOdd(host: Host, place: string, signal: AbortSignal): Promise<void> {
  const odd = (await listArchive(host, place, signal)).find(
    ({ path, kind }) =>
      kind !== 'file' ||
      !/^\/(?:cache|snapshots)\//.test(path) ||
      /(?:^|\/)\.\.(?:\/|$)/.test(path),
  );
  if (odd !== undefined)
    throw unfitPlace(place, `it has what no backup has: ${odd.path} (${odd.kind})`);
}

/** Whether an archive may be made there. */
export async function refuseTaken(place: string): Promise<void> {
  if (await isThere(place))
    throw new NixaiError({
      code: 'store-exists',
      what: `${place} is there already, and an archive holds one backup`,
      hint: 'another name, or a folder, which holds many',
      exitCode: ExitCode.refused,
    });
}
