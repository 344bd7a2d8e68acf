import {
  archives,
  checker,
  docs,
  files,
  http,
  models,
  processes,
  redactor,
  sanitizer,
  signer,
  verifier,
  type Host,
  type Token,
} from '@nixai/api';

/** How a service is made. Each door is loaded only when its service is first asked for. */
export type ServiceFactory = (host: Host) => Promise<unknown>;

export function service<T>(
  token: Token<T>,
  create: (host: Host) => Promise<T>,
): readonly [symbol, ServiceFactory] {
  return [token.key, create];
}

/** Every service of the core but the command runner, which is there before all others. */
export const serviceFactories: ReadonlyMap<symbol, ServiceFactory> = new Map([
  service(sanitizer, async () => (await import('../safety/index.js')).createSanitizer()),
  service(redactor, async () => (await import('../safety/index.js')).createRedactor()),
  service(processes, async () => (await import('../safety/index.js')).createProcessRunner()),
  service(http, async (host) => (await import('../safety/index.js')).createHttpClient(host)),
  service(files, async (host) => (await import('../safety/index.js')).createFileService(host)),
  service(archives, async (host) =>
    (await import('../safety/index.js')).createArchiveService(host),
  ),
  service(signer, async () => (await import('../safety/index.js')).createSigner()),
  service(models, async (host) => (await import('../ai/index.js')).createModelService(host)),
  service(checker, async (host) => (await import('../check/index.js')).createChecker(host)),
  service(verifier, async (host) => (await import('../verify/index.js')).createVerifier(host)),
  service(docs, async (host) => (await import('../docs/index.js')).createDocsEngine(host)),
]);
