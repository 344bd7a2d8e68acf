import { NixaiError } from '@nixai/api';

/** A backup of a machine: its files, and the list of what they were, which is written last. */
export interface Backup {
  readonly id: string;
  readonly machine: string;
  /** ISO 8601. */
  readonly made: string;
  /** restic's name of the files. */
  readonly data: string;
  /** And of the list; without one the backup came to no end. */
  readonly manifest?: string;
}
export type Finished = Backup & { readonly manifest: string };

export const isFinished = (backup: Backup): backup is Finished => backup.manifest !== undefined;

/** What an id of ours looks like. */
const idPattern = /^\d{8}T\d{6}-[0-9a-f]{6}$/;

/** What a snapshot's name looks like. */
const snapshotPattern = /^[0-9a-f]{8,64}$/;

/** Reads `restic snapshots --json`: our backups of a machine, the oldest first. */
export function backupsIn(stdout: string, machine: string): readonly Backup[] {
  const all = listIn(stdout).flatMap(({ tags, id, time }) =>
    typeof id === 'string' && snapshotPattern.test(id) ? [{ tags: textsIn(tags), id, time }] : [],
  );
  const manifests = new Map<string, string>();
  for (const { tags, id } of all)
    if (tags.includes('nixai-manifest')) manifests.set(idIn(tags) ?? '', id);
  return all
    .flatMap(({ tags, id: data, time }): readonly Backup[] => {
      const id = idIn(tags);
      const date = new Date(String(time));
      if (!tags.includes('nixai') || id === undefined || Number.isNaN(date.getTime())) return [];
      const manifest = manifests.get(id);
      return [
        {
          ...{ id, machine, made: date.toISOString(), data },
          ...(manifest !== undefined && { manifest }),
        },
      ];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const idIn = (tags: readonly string[]): string | undefined =>
  tags.map((tag) => tag.replace(/^id=/, '')).find((word) => idPattern.test(word));

function listIn(stdout: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const said = JSON.parse(stdout) as unknown;
    if (said === null) return [];
    if (Array.isArray(said))
      return said.filter(
        (one): one is Readonly<Record<string, unknown>> => typeof one === 'object' && one !== null,
      );
  } catch {
    // Said below.
  }
  throw new NixaiError({
    code: 'backup-failed',
    what: 'what restic says of its snapshots is not understood',
  });
}
