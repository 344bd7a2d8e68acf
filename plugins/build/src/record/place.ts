import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Paths } from '@nixai/api';

const folderOf = ({ state }: Paths): string => join(state, 'builds');

export const fileOf = (paths: Paths, id: string): string => join(folderOf(paths), `${id}.json`);

/** The newest first. */
export async function idsIn(paths: Paths): Promise<string[]> {
  const names = await readdir(folderOf(paths)).catch(() => []);
  return names
    .flatMap((name) => /^(\d{8}T\d{6}-[0-9a-f]{6})\.json$/.exec(name)?.[1] ?? [])
    .sort()
    .reverse();
}
