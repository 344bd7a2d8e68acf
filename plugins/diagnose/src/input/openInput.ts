import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { ExitCode, NixaiError, files, messageOf, type CommandContext } from '@nixai/api';

/** A log to read, and what to call it. */
export interface LogInput {
  /** The file, or `stdin`. */
  readonly name: string;
  readonly stream: Readable;
}

/**
 * Opens a log file, or what is piped in.
 * @throws NixaiError `log-unreadable` (exit 5), or `usage` (exit 2) where there is nothing to read.
 * @param follow whether what is appended to the file is read as well.
 */
export async function openInput(
  { host, piped, signal }: Pick<CommandContext, 'host' | 'piped' | 'signal'>,
  file: string | undefined,
  follow: boolean,
): Promise<LogInput> {
  if (file !== undefined && file !== '-')
    return follow && (await isFile(file)) ? followed(file) : opened(host, file, signal);
  const stream = piped();
  if (stream === undefined)
    throw new NixaiError({
      code: 'usage',
      what: 'there is no log to read',
      hint: 'nixai diagnose FILE, or: nixos-rebuild switch 2>&1 | nixai diagnose',
      exitCode: ExitCode.usage,
    });
  return { name: 'stdin', stream };
}

async function followed(file: string): Promise<LogInput> {
  return { name: file, stream: (await import('./followFile.js')).followFile(file) };
}

async function opened(
  host: CommandContext['host'],
  file: string,
  signal?: AbortSignal,
): Promise<LogInput> {
  try {
    return { name: file, stream: (await host.service(files)).open(file, signal) };
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** A pipe tells what comes by itself. */
const isFile = (file: string): Promise<boolean> =>
  stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );

/** A log that cannot be read, or not to its end. */
export function unreadable(name: string, error: unknown): NixaiError {
  return new NixaiError({
    code: 'log-unreadable',
    what: `the log ${name} cannot be read`,
    why: isMissing(error) ? 'no file of that name is there' : messageOf(error),
    hint: 'nixai diagnose --help',
    exitCode: ExitCode.refused,
    cause: error,
  });
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
