import {
  archives,
  checker,
  commandRunner,
  commands,
  docIndexes,
  docs,
  files,
  http,
  models,
  nix,
  nixLanguage,
  plugins,
  processes,
  providerKit,
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
  service(sanitizer, async () => (await import('@nixai/safety')).createSanitizer()),
  service(redactor, async () => (await import('@nixai/safety')).createRedactor()),
  service(processes, async () => (await import('@nixai/safety')).createProcessRunner()),
  service(http, async (host) => (await import('@nixai/safety')).createHttpClient(host)),
  service(files, async (host) => (await import('@nixai/safety')).createFileService(host)),
  service(archives, async (host) => (await import('@nixai/safety')).createArchiveService(host)),
  service(signer, async () => (await import('@nixai/safety')).createSigner()),
  service(models, async (host) => (await import('@nixai/models')).createModelService(host)),
  service(providerKit, async (host) => (await import('@nixai/models')).createProviderKit(host)),
  service(docIndexes, async () => (await import('@nixai/docs')).createDocIndexes()),
  service(nix, async (host) => (await import('@nixai/nix-cli')).createNix(host)),
  service(nixLanguage, async () => (await import('@nixai/nix')).language),
  service(checker, async (host) => (await import('@nixai/check')).createChecker(host)),
  service(verifier, async (host) => (await import('@nixai/check/verify')).createVerifier(host)),
  service(docs, async (host) => (await import('@nixai/docs')).createDocsEngine(host)),
]);

/** Whether nixai itself gives it. */
export const isCoreService = ({ key }: Token<unknown>): boolean =>
  key === commands.key ||
  key === commandRunner.key ||
  key === plugins.key ||
  serviceFactories.has(key);
