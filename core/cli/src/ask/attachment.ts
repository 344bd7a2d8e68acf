import { realpath } from 'node:fs/promises';
import { ExitCode, messageOf, NixaiError } from '@nixai/api';
import { assignmentsOf } from '@nixai/machine';
import { readNamed } from '@nixai/safety';

/** A text that the person gave along with the question. */
export interface Attachment {
  /** The file as it was named; `stdin` for what was piped in. */
  readonly name: string;
  readonly text: string;
}

/** More than this helps no answer. */
const largest = 1024 * 1024;

/** Files that hold nothing but secrets; they are not read even when asked to. */
const secretFiles =
  /(?:^|\/)(?:etc\/shadow|\.ssh\/id_[^/.]*|run\/secrets[^/]*\/.*|run\/agenix[^/]*\/.*|var\/lib\/sops-nix\/.*|etc\/ssh\/ssh_host_[^/]*_key|\.config\/sops\/.*|[^/]*\.age)$/;

/**
 * Reads a file of the person's choice.
 * @throws NixaiError `context-unreadable` or `context-refused`.
 */
async function readAttachment(path: string, signal: AbortSignal): Promise<Attachment> {
  if (secretFiles.test(path) || secretFiles.test(await realpath(path).catch(() => '')))
    throw new NixaiError({
      code: 'context-refused',
      what: `${path} holds secrets and is not read`,
      hint: 'Give the file that refers to it instead.',
      exitCode: ExitCode.refused,
    });
  return { name: path, text: await read(path, signal) };
}

/** Several of them, in order. */
export function readAttachments(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Attachment[]> {
  return Promise.all(paths.map((path) => readAttachment(path, signal)));
}

async function read(path: string, signal: AbortSignal): Promise<string> {
  try {
    return (await readNamed(path, 64 * largest, signal)).toString('utf8');
  } catch (error) {
    throw new NixaiError({
      code: 'context-unreadable',
      what: `Could not read ${path}`,
      why: messageOf(error),
      exitCode: ExitCode.usage,
      cause: error,
    });
  }
}

/** The first MiB; what is cut off is said. */
export function capped(text: string): string {
  if (text.length <= largest) return text;
  return `${text.slice(0, largest)}\n… (${text.length - largest} characters left out)\n`;
}

/** A configuration: a file by its name; what is piped in by how it begins, for it may be a log as well. */
export function isNix({ name, text }: Attachment): boolean {
  if (name !== 'stdin') return name.endsWith('.nix');
  const begins = /^\s*(?:#.*\n\s*)*(?:\{|let\b|with\b|rec\b)/.test(text);
  return begins && assignmentsOf(text).length > 0;
}

/** What a program printed: piped in, or a file that is called so. */
export const isLog = (attachment: Attachment): boolean =>
  attachment.name === 'stdin'
    ? !isNix(attachment)
    : /\.(?:log|txt|out|err)$/i.test(attachment.name);
