import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expectOf, files, type Host, type Plan } from '@nixai/api';
import { keepFolder } from './backup.js';

/** A file of the folder; `before` is undefined where there must be none, `after` where it shall go. */
export interface FolderChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The plan of a migration: the whole folder is kept before the first byte of it is written.
 * @param kept is told the id of the backup.
 * @throws NixaiError `changed-meanwhile`.
 */
export async function planFolder(
  host: Host,
  {
    folder,
    changes,
    about,
  }: { readonly folder: string; readonly changes: readonly FolderChange[]; readonly about: string },
  kept: (id: string) => void,
): Promise<Plan> {
  const service = await host.service(files);
  const plan = await service.plan(
    changes.map(({ path, before, after }) => ({
      path: join(folder, path),
      content: after,
      expect: expectOf(before),
    })),
    `migrate ${about}`,
  );
  return {
    ...plan,
    async apply(task) {
      const writes = changes.map(({ path, after }) => ({
        path,
        sha256: after === undefined ? null : hashOf(after),
      }));
      const { id } = await keepFolder(host, { folder, about, writes });
      kept(id);
      return plan.apply(task);
    },
  };
}
