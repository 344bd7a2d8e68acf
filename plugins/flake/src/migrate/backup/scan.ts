import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';

/** One thing in a folder, as it is. */
export interface Kept {
  /** From the folder, with `/`; `.` for the folder itself. */
  readonly path: string;
  /** `other` is a pipe, a socket or a device: it is named, and its content is none. */
  readonly type: 'file' | 'folder' | 'link' | 'other';
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size?: number;
  readonly sha256?: string;
  /** Where a link leads. */
  readonly target?: string;
}

/** Beyond this it is no configuration, and a copy of it should be somebody's own decision. */
const most = { entries: 20_000, bytes: 256 * 1024 * 1024 };

/** Git keeps its own: nothing in it is changed here. */
const left = new Set(['.git']);

/**
 * Everything in a folder but `.git`, in the order of paths.
 * @param keep is given each file's bytes.
 * @throws NixaiError `migrate-unreadable`, `migrate-too-large`.
 */
export function scan(
  folder: string,
  keep?: (sha256: string, bytes: Buffer) => void,
): readonly Kept[] {
  const found: Kept[] = [];
  let bytes = 0;
  const rest = ['.'];
  for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
    const absolute = join(folder, path);
    const stats = readable(absolute, () => lstatSync(absolute));
    const shared = { path, mode: stats.mode & 0o7777, uid: stats.uid, gid: stats.gid };
    if (stats.isDirectory()) {
      found.push({ ...shared, type: 'folder' });
      for (const name of readable(absolute, () => readdirSync(absolute)))
        if (!left.has(name)) rest.push(path === '.' ? name : `${path}/${name}`);
    } else if (stats.isSymbolicLink())
      found.push({ ...shared, type: 'link', target: readlinkSync(absolute) });
    else if (stats.isFile()) {
      bytes += stats.size;
      if (bytes > most.bytes) throw tooLarge(folder);
      const content = readable(absolute, () => readFileSync(absolute));
      const sha256 = createHash('sha256').update(content).digest('hex');
      keep?.(sha256, content);
      found.push({ ...shared, type: 'file', size: content.length, sha256 });
    } else found.push({ ...shared, type: 'other' });
    if (found.length > most.entries) throw tooLarge(folder);
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new NixaiError({
      code: 'migrate-unreadable',
      what: `${path} can't be read, and so not be kept`,
      why: cause instanceof Error ? cause.message : undefined,
      hint: 'sudo nixai migrate …, as whoever may read it',
      exitCode: ExitCode.refused,
      cause,
    });
  }
}

const tooLarge = (folder: string): NixaiError =>
  new NixaiError({
    code: 'migrate-too-large',
    what: `${folder} has more in it than a configuration has`,
    why: `over ${most.entries} entries or ${most.bytes / 1024 / 1024} MiB`,
    hint: 'move what is no configuration out of it',
    exitCode: ExitCode.refused,
  });

/** How something is not as it was; undefined where it is. */
export function difference(before: Kept, now: Kept | undefined): string | undefined {
  if (now === undefined) return 'is gone';
  if (now.type !== before.type) return `is a ${now.type}, and was a ${before.type}`;
  if (now.sha256 !== before.sha256) return 'has another content';
  if (now.target !== before.target) return `leads to ${now.target}, and led to ${before.target}`;
  if (before.type !== 'link' && now.mode !== before.mode)
    return `has mode ${now.mode.toString(8)}, and had ${before.mode.toString(8)}`;
  if (now.uid !== before.uid || now.gid !== before.gid)
    return `belongs to ${now.uid}:${now.gid}, and belonged to ${before.uid}:${before.gid}`;
  return undefined;
}
