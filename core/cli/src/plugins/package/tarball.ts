import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { readArchive } from '@nixai/safety';

/** More than any plugin has; against an archive that was made to fill the memory. */
const limits = { entries: 20_000, bytes: 128 << 20, ratio: 200 };
/** Bytes of a tarball that are looked at. */
export const largestTarball = 64 << 20;

/** The regular files of a package by their path in it. */
export type PackedFiles = ReadonlyMap<string, Uint8Array>;

/**
 * Reads an npm tarball: all files lie in one folder, which npm takes off.
 * @throws NixaiError `tarball-invalid`.
 */
export async function readTarball(bytes: Uint8Array): Promise<PackedFiles> {
  if (bytes.length > largestTarball) throw tooLarge();
  const entries = await readArchive(bytes, limits).catch((cause: unknown) => {
    throw invalid((cause as NixaiError).why ?? messageOf(cause), cause);
  });
  const tops = new Set(entries.map(({ path }) => path.split('/', 1).join()));
  if (tops.size > 1) throw invalid('it is more than one folder');
  const files = entries.filter(({ kind }) => kind === 'file');
  return new Map(files.map(({ path, content }) => [inFolder(path), content]));
}

function inFolder(path: string): string {
  const slash = path.indexOf('/');
  if (slash < 0) throw invalid(`${path} lies in no folder`);
  return path.slice(slash + 1);
}

/** A tarball that is not even read. */
export const tooLarge = (what = 'it'): NixaiError =>
  invalid(`${what} is no regular file of at most ${largestTarball >> 20} MB`);

function invalid(why: string, cause?: unknown): NixaiError {
  return new NixaiError({
    code: 'tarball-invalid',
    what: 'the tarball of the plugin cannot be read',
    why,
    exitCode: ExitCode.refused,
    cause,
  });
}
