import { ExitCode, NixaiError } from '@nixai/api';
import type { RemoteResult } from '../ssh/remote.js';
import { ends } from './host/scripts.js';
import type { BackupRecord } from './records.js';

export const noStrategy = (file: string): NixaiError =>
  new NixaiError({
    code: 'backup-no-strategy',
    what: 'nobody has said how machines are backed up',
    why: `no ${file}`,
    hint: 'nixai machines backup-strategy configure --backup-location sftp:backup@nas:/srv/backups',
    exitCode: ExitCode.refused,
  });

export const strategyInvalid = (file: string, why: string): NixaiError =>
  new NixaiError({
    code: 'backup-strategy-invalid',
    what: `${file} is no strategy for backups`,
    why,
    hint: 'mend it, or make it again with nixai machines backup-strategy configure',
    exitCode: ExitCode.refused,
  });

export const keyMissing = (file: string): NixaiError =>
  new NixaiError({
    code: 'backup-no-key',
    what: 'the key of the backups is not here',
    why: `${file} cannot be read, or is empty`,
    hint: `bring it back: age --decrypt -i IDENTITY ${file}.age > ${file}, where one was kept`,
    exitCode: ExitCode.refused,
  });

export const noBackup = (machine: string, id: string | undefined): NixaiError =>
  new NixaiError({
    code: 'backup-unknown',
    what: id === undefined ? `${machine} has no finished backup` : `${machine} has no backup ${id}`,
    hint: `nixai machines backup list ${machine}`,
    exitCode: ExitCode.refused,
  });

/** What was read is not what was backed up; nothing of it is left where it was restored to. */
export const backupDamaged = (machine: string, id: string, why: string): NixaiError =>
  new NixaiError({
    code: 'backup-damaged',
    what: `the backup ${id} of ${machine} is not whole`,
    why,
    hint: `another one of nixai machines backup list ${machine}; a new one with nixai machines backup run ${machine}`,
  });

const failed = (
  what: string,
  why: string,
  hint?: string,
  { code }: { readonly code: string } = { code: 'backup-failed' },
): NixaiError =>
  new NixaiError({ code, what, ...(why !== '' && { why }), ...(hint !== undefined && { hint }) });

/** Names the one to take in its place. */
export const withOlder = (
  { code, what, why, exitCode }: NixaiError,
  { id, machine, verified = '' }: Pick<BackupRecord, 'id' | 'machine' | 'verified'>,
): NixaiError =>
  new NixaiError({
    ...{ code, what, exitCode },
    ...(why !== undefined && { why }),
    hint: `${id} was whole on ${verified.slice(0, 10)}: nixai machines backup restore ${machine} --backup ${id} --to FOLDER`,
  });

/** Why a script of ours, or restic in it, came to nothing on a machine. */
export function scriptFailed(
  { code, stdout, stderr }: RemoteResult,
  {
    doing,
    place,
    machine,
    repository,
  }: Readonly<Record<'doing' | 'place' | 'machine' | 'repository', string>>,
): NixaiError {
  const told = /^fault\t(.*)$/m.exec(stdout)?.[1] ?? '';
  const why = lastLines(stderr);
  switch (code) {
    case ends.missing:
      return failed(
        `${place} has no ${told}`,
        '',
        told === 'restic' ? 'environment.systemPackages = [ pkgs.restic ];' : undefined,
        { code: 'program-missing' },
      );
    case ends.hook:
      return failed(`the command before the backup ended with ${told} on ${place}`, why);
    case ends.path:
      return failed(`${told} is not on ${place}`, '', 'nixai machines backup-strategy show');
    case ends.incomplete:
      return failed(`files of ${place} could not be read`, told.trim() || why);
    case ends.busy:
      return failed(`${told} is at work on ${place}`, '', 'wait for it', { code: 'backup-busy' });
    case ends.target:
      return failed(`${told} is there already on ${place}`, '', 'another folder with --to');
    case ends.space:
      return failed(`${place} has no room for it in ${told}`, '', undefined, {
        code: 'backup-no-space',
      });
  }
  if (/no space left on|disk quota exceeded/i.test(stderr))
    return failed(`${doing} failed: a disk is full`, why, undefined, { code: 'backup-no-space' });
  if (/Is there a repository at the following location/.test(stderr))
    return failed(
      `there is no repository ${repository}`,
      why,
      `nixai machines backup run ${machine} --init`,
      { code: 'backup-no-repository' },
    );
  if (/sftp: invalid format|parsing repository location failed/.test(stderr))
    return failed(
      `restic takes ${repository} for no address`,
      why,
      'nixai machines backup-strategy configure --backup-location sftp:USER@HOST:/FOLDER',
    );
  if (/wrong password|no key found/.test(stderr))
    return failed(`the key is not that of ${repository}`, why, undefined, {
      code: 'backup-wrong-key',
    });
  if (/already locked/i.test(stderr))
    return failed(
      `${repository} is in use by another restic`,
      why,
      'wait for it; a lock of a dead one goes with restic unlock',
      { code: 'backup-busy' },
    );
  return failed(`${doing} failed on ${place}`, why || `it ended with ${code}`);
}

/** The last that a program said. */
export const lastLines = (text: string): string =>
  text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-4)
    .join('\n');
