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
  type HostWith,
  type Redactor,
  type Token,
} from '@nixai/api';

/**
 * How long a service is kept. `session`: as long as the host, for all commands that are run in it.
 * `run`: each command has its own, so that what one has noted (a warning that was given, an option set
 * that was read) is not in the way of the next.
 */
export type Life = 'session' | 'run';

/** A service as it is declared: made when it is first asked for, and closed with what it is part of. */
export interface ServiceSpec {
  readonly key: symbol;
  readonly life: Life;
  /** The services that it may ask its host for. */
  readonly needs: readonly Token<unknown>[];
  /** Its door is loaded here. */
  create(host: Host): Promise<unknown>;
  dispose?(service: unknown): Promise<void>;
}

/** What the services of these tokens are: of `[redactor, http]` a `Redactor` or an `HttpClient`. */
type ServicesOf<Needs extends readonly Token<unknown>[]> = NonNullable<Needs[number]['type']>;

/**
 * Of what it does not say it needs its host has nothing: it is not compiled.
 *
 * @param dispose given where a service holds what the process would keep: connections, files.
 */
export function service<T, Made extends T, const Needs extends readonly Token<unknown>[]>(
  { key }: Token<T>,
  life: Life,
  needs: Needs,
  create: (host: HostWith<ServicesOf<Needs>>) => Promise<Made>,
  dispose?: (service: Made) => Promise<void>,
): ServiceSpec {
  return { key, life, needs, create, dispose: dispose };
}

const safety = () => import('@nixai/safety');
const room = {
  models: () => import('@nixai/models'),
  docs: () => import('@nixai/docs'),
};

/** The services of core, but for those of commands, which are there before all others. */
export const coreServices: readonly ServiceSpec[] = [
  service(sanitizer, 'session', [], async () => (await safety()).createSanitizer()),
  service(redactor, 'session', [], async () => (await safety()).processRedactor()),
  service(processes, 'session', [], async () => (await safety()).createProcessRunner()),
  service(
    http,
    'session',
    [],
    async (host) => (await safety()).createHttpClient(host),
    (client) => client.close(),
  ),
  service(files, 'session', [redactor], async (host) =>
    (await safety()).createFileService(host, () => host.service(redactor)),
  ),
  service(archives, 'session', [], async (host) => (await safety()).createArchiveService(host)),
  service(signer, 'session', [], async () => (await safety()).createSigner()),
  service(models, 'session', [redactor, http], async (host) =>
    (await room.models()).createModelService(host),
  ),
  service(providerKit, 'session', [http], async (host) =>
    (await room.models()).createProviderKit(host),
  ),
  service(docIndexes, 'session', [], async () => (await room.docs()).createDocIndexes()),
  service(nix, 'session', [processes, http], async (host) =>
    (await import('@nixai/nix-cli')).createNix(host),
  ),
  service(nixLanguage, 'session', [], async () => (await import('@nixai/nix')).language),
  service(docs, 'run', [redactor], async (host) => (await room.docs()).createDocsEngine(host)),
  service(checker, 'run', [docs, processes], async (host) =>
    (await import('@nixai/check')).createChecker(host),
  ),
  service(verifier, 'run', [docs, processes], async (host) =>
    (await import('@nixai/check/verify')).createVerifier(host),
  ),
];

/** The same, with a redactor of somebody's own. */
export const servicesWith = (own: () => Promise<Redactor>): readonly ServiceSpec[] =>
  coreServices.map((spec) =>
    spec.key === redactor.key ? service(redactor, 'session', [], own) : spec,
  );

const coreKeys: ReadonlySet<symbol> = new Set([
  ...[commands, commandRunner, plugins].map(({ key }) => key),
  ...coreServices.map(({ key }) => key),
]);

/** Whether nixai itself gives it. */
export const isCoreService = ({ key }: Token<unknown>): boolean => coreKeys.has(key);
