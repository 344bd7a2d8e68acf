import type { FileService, Host, HttpClient, ProcessRunner, Redactor, Sanitizer } from '@nixai/api';
import { clean } from './sanitize/clean.js';
import { createCleaner } from './sanitize/cleaner.js';

// Every command cleans what it prints. All else is loaded when it is first asked for.
export { clean, cleanDeep } from './sanitize/clean.js';
export { createCleaner } from './sanitize/cleaner.js';

/** The sanitizer as a service, for plugins. */
export function createSanitizer(): Sanitizer {
  return { clean, stream: createCleaner };
}

/** The one way to start programs. */
export async function createProcessRunner(): Promise<ProcessRunner> {
  return (await import('./run/processRunner.js')).createProcessRunner();
}

/** The one way to write files. */
export async function createFileService(host: Host): Promise<FileService> {
  return (await import('./files/fileService.js')).createFileService(host);
}

/** The one way to the network. */
export async function createHttpClient(host: Host): Promise<HttpClient> {
  return (await import('./http/httpClient.js')).createHttpClient(host);
}

let session: Promise<Redactor> | undefined;

/** Takes secrets out of text. One for the whole process, so that its placeholders are stable. */
export function createRedactor(): Promise<Redactor> {
  return (session ??= import('./redact/redactor.js').then((module) => module.createRedactor()));
}

/** A message for a log or an error report: without secrets, and harmless at a terminal. */
export async function fitToPrint(message: string): Promise<string> {
  const { redact } = await createRedactor();
  return clean(redact(message).text);
}
