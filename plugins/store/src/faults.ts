import { ExitCode, NixaiError } from '@nixai/api';

/** A root that was named and leads to nothing in the store. */
export const rootUnknown = (link: string, store: string): NixaiError =>
  new NixaiError({
    code: 'store-root',
    what: `${link} leads to nothing in ${store}`,
    hint: 'nixai store roots',
    exitCode: ExitCode.usage,
  });

/** Files that were to be backed up and cannot be read: an incomplete backup is none. */
export const filesUnreadable = (what: string, why: string): NixaiError =>
  new NixaiError({
    code: 'store-unreadable',
    what: `${what} cannot be backed up`,
    why,
    hint: 'run it with sudo, or leave it out with --exclude',
  });

/** Where backups are was not said. */
export const noPlace = (): NixaiError =>
  new NixaiError({
    code: 'store-no-place',
    what: 'say where backups are',
    hint: '--repo REPOSITORY, or for good: nixai config set store.repo REPOSITORY',
    exitCode: ExitCode.usage,
  });

/** A place that cannot be what it is to be. */
export const unfitPlace = (place: string, why: string, hint?: string): NixaiError =>
  new NixaiError({
    code: 'store-place',
    what: `${place} cannot be used`,
    why,
    ...(hint !== undefined && { hint }),
    exitCode: ExitCode.refused,
  });

/** A program of others did not do its part: `store-step-failed`, or `store-no-space` where that is why. */
export const stepFailed = (what: string, why: string, hint?: string): NixaiError =>
  isFull.test(why)
    ? new NixaiError({
        code: 'store-no-space',
        what: `${what} failed: the disk is full`,
        why,
        hint: 'df -h says which; then nixai store forget, nixai store gc, or another disk with --staging',
      })
    : new NixaiError({
        code: 'store-step-failed',
        what: `${what} failed`,
        why,
        ...(hint !== undefined && { hint }),
      });

/** As the kernel, SQLite and GNU tar say it. */
const isFull =
  /no space left on (?:the )?device|disk quota exceeded|database or disk is full|wrote only \d+ of \d+ bytes/i;

/** A backup by that name is not there. */
export const noSnapshot = (name: string, place: string): NixaiError =>
  new NixaiError({
    code: 'store-no-snapshot',
    what: `${place} has no backup ${name}`,
    hint: 'nixai store snapshots',
    exitCode: ExitCode.usage,
  });

/** What is on the way needs more than is left. */
export const noSpace = (place: string, needed: string, free: string): NixaiError =>
  new NixaiError({
    code: 'store-no-space',
    what: `${place} has ${free} left, and ${needed} are needed`,
    hint: 'nixai store gc, or another folder with --staging',
    exitCode: ExitCode.refused,
  });

/** A backup is not as its manifest says; nothing was written. */
export const backupDamaged = (
  id: string,
  damages: readonly { readonly file: string; readonly why: string }[],
): NixaiError =>
  new NixaiError({
    code: 'store-damaged',
    what: `the backup ${id} is damaged`,
    why: [
      ...damages.slice(0, 5).map(({ file, why }) => `${file}: ${why}`),
      ...(damages.length > 5 ? [`and ${damages.length - 5} more`] : []),
    ].join('; '),
    hint: 'nixai store integrity --deep, and another one of nixai store snapshots',
  });

/** A path of this machine's store is not what its database says: it is not to be backed up as if it were. */
export const pathDamaged = (path: string): NixaiError =>
  new NixaiError({
    code: 'store-path-damaged',
    what: `${path} is damaged in the store of this machine`,
    why: 'its contents are others than those that the database has the hash of',
    hint: `nix-store --repair-path ${path}`,
  });

/** The last lines that a program said. */
export const lastLines = (text: string, most = 6): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replace(/\u001b\[[0-9;]*m/g, '')
    .trim()
    .split('\n')
    .slice(-most)
    .join('\n');
