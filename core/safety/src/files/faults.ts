import { ExitCode, NixaiError, messageOf } from '@nixai/api';

const causes: Readonly<Record<string, readonly [why: string, hint?: string]>> = {
  EACCES: ['permission denied', 'run the command with sudo if the file is not yours'],
  EPERM: ['the system does not permit it', 'run the command with sudo if the file is not yours'],
  ENOSPC: ['no space left on the device', 'free some: nix-collect-garbage'],
  EDQUOT: ['your disk quota is used up'],
  EROFS: ['the file system is read-only'],
  EIO: ['the device reports an error', 'look at: journalctl -k'],
  EMFILE: ['too many files are open'],
  ENAMETOOLONG: ['the name is too long'],
  ENOTDIR: ['a part of the path is not a folder'],
  EISDIR: ['it is a folder'],
  ELOOP: ['symbolic links lead in a circle'],
};

/** A write that did not happen: the file is as it was. */
export function writeFailed(path: string, cause: unknown): NixaiError {
  const [why, hint] = causes[(cause as NodeJS.ErrnoException).code ?? ''] ?? [messageOf(cause)];
  return new NixaiError({
    code: 'write-failed',
    what: `${path} was not written`,
    why,
    hint,
    cause,
  });
}

/** A write that is done, and that the disk does not promise to keep. */
export function writeUnsynced(path: string, cause: unknown): NixaiError {
  const { why, hint } = writeFailed(path, cause);
  const what = `${path} was written, and may not last`;
  return new NixaiError({ code: 'write-unsynced', what, why, hint, cause });
}

/** A change of files that was taken back as the disk did not promise to keep it. */
export function takenBack({ why, hint, cause }: NixaiError): NixaiError {
  return new NixaiError({ code: 'write-failed', what: 'nothing was changed', why, hint, cause });
}

/** A write that nixai does not do: the file is as it was. */
export function writeRefused(path: string, why: string, hint?: string): NixaiError {
  return new NixaiError({
    code: 'write-failed',
    what: `${path} was not written`,
    why,
    hint,
    exitCode: ExitCode.refused,
  });
}

/** A file that is there and cannot be read. */
export function fileUnreadable(path: string, cause: unknown): NixaiError {
  const [why, hint] = causes[(cause as NodeJS.ErrnoException).code ?? ''] ?? [messageOf(cause)];
  return new NixaiError({
    code: 'file-unreadable',
    what: `${path} cannot be read`,
    why,
    hint,
    cause,
  });
}

/** Someone else has written the file since it was read. */
export function changedMeanwhile(path: string): NixaiError {
  return new NixaiError({
    code: 'changed-meanwhile',
    what: `${path} was not written`,
    why: 'it has been changed since it was read',
    hint: 'run the command again, to start from the file as it is now',
    exitCode: ExitCode.refused,
  });
}

/** Another process is at it. */
export function locked(path: string, owner: string): NixaiError {
  return new NixaiError({
    code: 'locked',
    what: `another nixai is at work here: ${owner}`,
    why: `it holds ${path}`,
    hint: 'wait until it is done, or end it',
    exitCode: ExitCode.locked,
  });
}
