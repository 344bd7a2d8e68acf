import { ExitCode, NixaiError } from '@nixai/api';

/** An archive that is not unpacked. Nothing has been written. */
export function archiveRefused(why: string): NixaiError {
  return new NixaiError({
    code: 'archive-refused',
    what: 'the archive is not unpacked',
    why,
    exitCode: ExitCode.refused,
  });
}

/** A folder that cannot be packed. */
export function archiveUnfit(why: string): NixaiError {
  return new NixaiError({
    code: 'archive-unfit',
    what: 'the folder is not packed',
    why,
    exitCode: ExitCode.refused,
  });
}
