import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host, Task } from '@nixai/api';
import { fileHash } from '../disk/hash.js';
import { draftIn, makePrivateFolder, putInPlace, removeTree } from '../disk/folders.js';
import { filesUnreadable, lastLines } from '../faults.js';
import type { Sources } from '../gather/files.js';
import type { Archive, BackedUpFile } from '../manifest/manifest.js';
import { privately, run, say } from '../programs.js';
import { listedFiles } from './listed.js';
import { each } from '../bundles/verify.js';

/** What tar is told on both ways, so that nothing of a file is lost. */
export const keepAll = ['--numeric-owner', '--xattrs', '--xattrs-include=*', '--acls'] as const;

/**
 * Packs files of the machine with GNU tar, and says of each what the archive has: it is unpacked once,
 * and what came out is hashed.
 * @param folder where the archive goes.
 */
export async function packFiles(
  host: Host,
  { archive: name, paths, exclude }: Sources,
  folder: string,
  task: Task,
): Promise<{ readonly archive: Archive; readonly warnings: readonly string[] }> {
  const { signal } = task;
  const draft = draftIn(folder, name);
  const input = paths.map((path) => `${path.slice(1)}\0`).join('');
  const argv = [
    ...['--create', '--file', draft, '--directory', '/'],
    // The same files give the same bytes: no times of reading, and in the order of their names.
    ...['--format=posix', '--pax-option=delete=atime,delete=ctime', '--sort=name', '--sparse'],
    ...[...keepAll, '--wildcards', ...exclude.flatMap(excluding)],
    ...['--null', '--verbatim-files-from', '--files-from=-'],
  ];
  const { code, stderr } = await run(host, privately(['tar', ...argv]), { signal, input });
  if (code > 1) throw filesUnreadable(`what belongs into ${name}`, lastLines(stderr));
  await putInPlace(draft, join(folder, name));
  const at = join(folder, name);
  const files = await describe(host, at, draftIn(folder, `${name}-read`), task);
  const { size } = await stat(at);
  const archive = { name, sha256: await fileHash(at, signal), size, files };
  return { archive, warnings: code === 1 ? lastLines(stderr).split('\n').map(changedLine) : [] };
}

const changedLine = (line: string): string => `changed while it was read: ${line}`;

/** As in most programs: a pattern from the root on, or one of names wherever they are. */
function excluding(pattern: string): readonly string[] {
  return pattern.startsWith('/')
    ? ['--anchored', '--no-wildcards-match-slash', `--exclude=${pattern.slice(1)}`]
    : ['--no-anchored', '--no-wildcards-match-slash', `--exclude=${pattern}`];
}

/** What an archive has in it, with the hash of each file as it comes out. */
async function describe(
  host: Host,
  archive: string,
  scratch: string,
  task: Task,
): Promise<readonly BackedUpFile[]> {
  const { signal } = task;
  const listed = await listArchive(host, archive, signal);
  await removeTree(scratch);
  await makePrivateFolder(scratch);
  try {
    await say(host, 'reading the archive back', unpacking(archive, scratch), { signal });
    const hashes = new Map<string, string>();
    const files = listed.filter(({ kind }) => kind === 'file');
    await each(files, signal, async ({ path }) => {
      hashes.set(path, await fileHash(join(scratch, path), signal));
    });
    return listed.map((one) => {
      const sha256 = hashes.get(one.path);
      return sha256 === undefined ? one : { ...one, sha256 };
    });
  } finally {
    await removeTree(scratch);
  }
}

/** To be looked at alone: owners and rights are not ours to give, and folders stay open. */
const unpacking = (archive: string, into: string) =>
  [
    ...(['tar', '--extract', '--file', archive, '--directory', into] as const),
    ...['--no-same-owner', '--no-same-permissions', '--delay-directory-restore'],
  ] as const;

/** What an archive says that it has. */
export async function listArchive(
  host: Host,
  archive: string,
  signal: AbortSignal,
): Promise<readonly BackedUpFile[]> {
  const words = ['--verbose', '--full-time', '--numeric-owner', '--quoting-style=c'];
  const said = await say(
    host,
    'listing the archive',
    ['tar', '--list', ...words, '--file', archive],
    { signal, env: { TZ: 'UTC' } },
  );
  return listedFiles(said);
}
