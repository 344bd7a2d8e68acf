import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  isNixaiError,
  messageOf,
  type ArchiveLimits,
  type ArchiveService,
  type FileService,
  type Host,
  type ProcessRunner,
  type Redactor,
  type Sanitizer,
  type Signer,
} from '@nixai/api';
import type { Entry } from './archive/entry.js';
import type { OwnHttpClient } from './http/httpClient.js';
import type { UndoPlan } from './files/undo.js';
import type { Excerpt } from './redact/excerpt.js';
import { clean } from './sanitize/clean.js';
import { createCleaner } from './sanitize/cleaner.js';

// Every command cleans what it prints. All else is loaded when it is first asked for.
export { clean, cleanDeep } from './sanitize/clean.js';
export { createCleaner } from './sanitize/cleaner.js';
export { safeText, type SafeText } from './sanitize/safeText.js';
export { escapeInvisible } from './sanitize/invisible.js';
export { interrupted } from './interrupted.js';
export { isLoopback } from './http/address.js';
export { withoutRetries } from './http/sentOnce.js';
export { parseJson } from './json/parseJson.js';
export { askedPause } from './http/retryAfter.js';

/** The sanitizer as a service, for plugins. */
export function createSanitizer(): Sanitizer {
  return { clean, stream: createCleaner };
}

/** The one way to start programs. */
export async function createProcessRunner(): Promise<ProcessRunner> {
  return (await import('./run/processRunner.js')).createProcessRunner();
}

/** Whether something takes connections at an address of this machine, within some milliseconds. */
export async function isListening(url: string, timeout: number): Promise<boolean> {
  return (await import('./http/isListening.js')).isListening(url, timeout);
}

/** The one way to write files. @param redactor takes secrets out of the differences that are shown. */
export async function createFileService(
  { paths }: Pick<Host, 'paths'>,
  redactor: () => Promise<Redactor> = processRedactor,
): Promise<FileService> {
  const { createFileService: create } = await import('./files/fileService.js');
  return create({ paths }, await redactor());
}

/**
 * The bytes of a file that somebody has named: a regular one, or a pipe.
 * @param largest how many there may be.
 * @throws Error in words for a `why`.
 */
export async function readNamed(path: string, largest: number, signal?: AbortSignal) {
  return (await import('./files/openNamed.js')).readNamed(path, largest, signal);
}

/**
 * What is piped in, to its end.
 * @throws Error in words for a `why`, once it is more than that.
 */
export async function readAtMost(stream: Readable, largest: number) {
  return (await import('./files/openNamed.js')).readAtMost(stream, largest);
}

/** Closes a file that is there to everybody else. */
export async function makePrivate(path: string): Promise<void> {
  await (await import('./files/private.js')).makePrivate(path);
}

/** A folder of our own alone for as long as the work takes. */
export async function inPrivateFolder<T>(
  { paths }: Pick<Host, 'paths'>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  return (await import('./files/private.js')).inPrivateFolder(paths, work);
}

/** Changes parts of a folder in a copy, which takes their place in one step. */
export async function changeCopy<T>(
  folder: string,
  parts: readonly string[],
  work: (copy: string) => Promise<T>,
  { paths }: Pick<Host, 'paths'>,
): Promise<T> {
  return (await import('./files/folderCopy.js')).changeCopy(folder, parts, work, paths);
}

/** Puts a copy that is done in place; to be called where `isCopyDone`, by one process at a time. */
export async function putCopyInPlace(folder: string): Promise<void> {
  await (await import('./files/folderCopy.js')).putInPlace(folder);
}

/** Packs and unpacks folders. */
export async function createArchiveService(host: Pick<Host, 'paths'>): Promise<ArchiveService> {
  return (await import('./archive/archiveService.js')).createArchiveService(host);
}

/** Detached signatures. */
export async function createSigner(): Promise<Signer> {
  return (await import('./sign/signer.js')).createSigner();
}

/** Keys and signatures of whoever made them. */
export const loadSigning = () => import('./sign/signingKey.js');

/**
 * The entries of a gzipped tar file, by the one strict reader.
 * @throws NixaiError `archive-refused`.
 */
export async function readArchive(archive: Uint8Array, limits: ArchiveLimits): Promise<Entry[]> {
  return (await import('./archive/readArchive.js')).readArchive(archive, limits);
}

/** The one way to the network. */
export async function createHttpClient(host: Pick<Host, 'config'>): Promise<OwnHttpClient> {
  return (await import('./http/httpClient.js')).createHttpClient(host);
}

/** Takes secrets out of text, with placeholders of its own. */
export async function createRedactor(): Promise<Redactor> {
  return (await import('./redact/redactor.js')).createRedactor();
}

let ofProcess: Promise<Redactor> | undefined;

/** The one of the process: what it prints and what it says of failures have the same placeholders. */
export function processRedactor(): Promise<Redactor> {
  return (ofProcess ??= createRedactor());
}

/** A message for a log or an error report: harmless at a terminal, and without secrets. */
export async function fitToPrint(message: string): Promise<string> {
  const { redact } = await processRedactor();
  return redact(clean(message)).text;
}

export type { Excerpt };

/** A text of which lines are shown: the same number of them, harmless and without secrets. */
export async function fitToExcerpt(text: string): Promise<Excerpt> {
  const { Excerpt: Shown } = await import('./redact/excerpt.js');
  return new Shown(text, await processRedactor());
}

export type { UndoPlan, UndoneFile } from './files/undo.js';

/** The changes that can be taken back, newest first. */
export async function listUndoable({ paths }: Pick<Host, 'paths'>) {
  return (await import('./files/undo.js')).listUndoable(paths);
}

/** What it would take to undo a change: that of the id, or the newest that was not undone yet. */
export async function planUndo({ paths }: Pick<Host, 'paths'>, id?: string): Promise<UndoPlan> {
  return (await import('./files/undo.js')).planUndo(id, paths, await processRedactor());
}

/** Takes back what a killed process left half done. Nearly free where there is nothing. */
export async function recoverChanges({ paths, log }: Pick<Host, 'paths' | 'log'>): Promise<void> {
  if (!['journal.json', 'change.lock'].some((name) => existsSync(join(paths.state, name)))) return;
  const { recoverChanges: recover } = await import('./files/changeFiles.js');
  await recover(paths).catch((error: unknown) => {
    // A living process is at it.
    if (isNixaiError(error) && error.code === 'locked') return;
    log.warn(`a change that was interrupted could not be taken back: ${messageOf(error)}`);
  });
}

/** What a failed connection means, for code that reaches the network through an SDK. */
export const loadNetworkFaults = () => import('./http/faults.js');
