import { lstat, readlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Host, Task } from '@nixai/api';
import { archiveIn } from '../bundles/layout.js';
import { each } from '../bundles/verify.js';
import { keepAll, listArchive } from '../backup/archive.js';
import { fileHash } from '../disk/hash.js';
import { stepFailed, unfitPlace } from '../faults.js';
import { countFiles } from '../manifest/manifest.js';
import type { Archive, BackedUpFile, Manifest } from '../manifest/manifest.js';
import { say } from '../programs.js';

/**
 * Refuses what would write over a file that is another, or through a link, or where a device would be
 * made. Files that are there with the same bytes are no hindrance: a restore that was broken off goes on.
 */
export async function refuseHarm(
  host: Host,
  bundle: string,
  manifest: Manifest,
  to: string,
  signal: AbortSignal,
): Promise<void> {
  for (const archive of manifest.archives) {
    const listed = await listArchive(host, archiveIn(bundle, manifest.id, archive.name), signal);
    refuseOthers(archive, listed);
    const others: string[] = [];
    await each(archive.files, signal, async (file) => {
      if (await isAnother(to, file, signal)) others.push(file.path);
    });
    const [first] = others.sort();
    if (first !== undefined)
      throw unfitPlace(
        to,
        `${others.length} files are there and are others, ${join(to, first)} first; nothing was written`,
        'another folder with --to; then compare and copy what you want',
      );
  }
}

/** The archive has the files that the manifest says, by names that lead nowhere else. */
function refuseOthers({ name, files }: Archive, listed: readonly BackedUpFile[]): void {
  const key = ({ path, kind, target = '' }: BackedUpFile): string => `${kind} ${path} ${target}`;
  const known = new Set(files.map(key));
  const odd = listed.find(
    (one) => !known.has(key(one)) || one.path.split('/').includes('..') || one.path === '/',
  );
  if (odd !== undefined)
    throw stepFailed('reading the backup', `${name} has what no backup has: ${odd.path}`);
}

async function isAnother(to: string, file: BackedUpFile, signal: AbortSignal): Promise<boolean> {
  const place = join(to, file.path);
  const found = await lstat(place).catch(() => undefined);
  if (found === undefined) return throughLink(to, dirname(place));
  if (file.kind === 'folder') return !found.isDirectory();
  if (file.kind === 'link')
    return !found.isSymbolicLink() || (await readlink(place)) !== file.target;
  if (file.kind === 'pipe') return !found.isFIFO();
  if (!found.isFile()) return true;
  return file.kind === 'file' && (await fileHash(place, signal)) !== file.sha256;
}

/** Whether a folder on the way is a link: what is written below it would land elsewhere. */
async function throughLink(to: string, folder: string): Promise<boolean> {
  for (let at = folder; at.length > to.length; at = dirname(at)) {
    const found = await lstat(at).catch(() => undefined);
    if (found !== undefined && !found.isDirectory()) return true;
  }
  return false;
}

/** Unpacks the files of the machine with all that tar has kept of them. */
export async function unpackFiles(
  host: Host,
  bundle: string,
  { id, archives }: Manifest,
  to: string,
  { signal }: Task,
): Promise<void> {
  for (const { name } of archives)
    await say(
      host,
      'unpacking the files',
      [
        ...(['tar', '--extract', '--file', archiveIn(bundle, id, name)] as const),
        ...['--directory', to, '--preserve-permissions', ...keepAll, '--delay-directory-restore'],
      ],
      { signal },
    );
}

/** Reads what was written, and compares it with the manifest. @returns how many files were right. */
export async function checkFiles(manifest: Manifest, to: string, task: Task): Promise<number> {
  const all = manifest.archives.flatMap(({ files }) => files);
  const asRoot = process.getuid?.() === 0;
  let done = 0;
  await each(all, task.signal, async (file) => {
    const why = await faultOf(to, file, asRoot, task.signal);
    if (why !== undefined) throw stepFailed(`restoring ${join(to, file.path)}`, why);
    task.progress(++done, all.length, 'items');
  });
  return countFiles(manifest).files;
}

async function faultOf(
  to: string,
  file: BackedUpFile,
  asRoot: boolean,
  signal: AbortSignal,
): Promise<string | undefined> {
  const place = join(to, file.path);
  if (await isAnother(to, file, signal)) return 'it is not what was backed up';
  const found = await lstat(place);
  if (file.kind !== 'link' && (found.mode & 0o7777) !== file.mode && asRoot)
    return `its rights are ${(found.mode & 0o7777).toString(8)}, and were ${file.mode.toString(8)}`;
  if (asRoot && (found.uid !== file.uid || found.gid !== file.gid))
    return `it belongs to ${found.uid}:${found.gid}, and belonged to ${file.uid}:${file.gid}`;
  return undefined;
}
