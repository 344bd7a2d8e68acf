import { randomBytes } from 'node:crypto';
import { mkdir, rename, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncPath } from './folders.js';

/** Makes a link, or points one that is there elsewhere, in one step. */
export async function makeLink(link: string, target: string): Promise<void> {
  await mkdir(dirname(link), { recursive: true });
  const draft = `${link}.${randomBytes(4).toString('hex')}`;
  await symlink(target, draft);
  await rename(draft, link);
  await syncPath(dirname(link));
}
