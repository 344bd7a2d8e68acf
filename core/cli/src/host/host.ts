import {
  API_VERSION,
  NixaiError,
  commandRunner,
  commands,
  plugins as pluginsToken,
  type ConfigValues,
  type Host,
  type Paths,
  type PluginReport,
  type PluginService,
  type Point,
  type Redactor,
  type Registry,
  type Token,
} from '@nixai/api';
import type { Catalog } from '../command/catalog.js';
import { lazyConfig } from './lazyConfig.js';
import { createLog } from './log.js';
import { mayGive } from './manifest.js';
import type { InstalledPlugin, RegisteringHost } from './plugins.js';
import { Points, namedPoints, undeclared } from './points.js';
import { Registrations } from './registrations.js';
import { createRegistry } from './registry.js';
import { LazyScope } from './scope.js';
import { coreServices, isCoreService, servicesWith } from './services.js';

export interface HostOptions {
  /** The version of nixai. */
  readonly version: string;
  readonly paths: Paths;
  readonly plugins: readonly InstalledPlugin[];
  /** What the command line says of the configuration's keys. */
  readonly flags: () => Partial<ConfigValues>;
  /** The plugin whose command runs where these words are typed: `config set`. */
  readonly commandOwner: (words: string) => string | undefined;
  /** Every command that may be run. */
  readonly catalog: Catalog;
  readonly writeError: (line: string) => void;
  /** Takes secrets out of what is said: the process's own, where nobody has another one. */
  readonly redactor?: () => Promise<Redactor>;
}

/** What a host of a session has of its own. */
export interface ForkOptions {
  /** Said of the configuration's keys, over what the process says. */
  readonly flags: Partial<ConfigValues>;
  readonly writeError: (line: string) => void;
  /** Takes secrets out of what is said in it. */
  readonly redactor: () => Promise<Redactor>;
}

/** Who has it ends it. */
export interface Disposable {
  /** Closes what was built, each before what it was built from. */
  dispose(): Promise<void>;
}

/** The host as one command sees it: what it shares with the next one, and what is its own. */
export type RunHost = Host & Disposable;

/** A host of its own process or session: contributions and services are built once in it. */
export interface OwnHost extends Host, Disposable {
  /** A host with the same plugins, that shares nothing that was built. */
  fork(options: ForkOptions): OwnHost;
  /** For the time of one command. */
  startRun(): RunHost;
}

/** The host of a process: cheap to make, everything behind it is loaded when it is first used. */
export function createHost(options: HostOptions): OwnHost {
  const log = createLog(() => host.config.get('log_level'), options.writeError);
  const ranks = new Map(options.plugins.map(({ name }, at) => [name, at + 1]));
  const rankOf = (origin: string): number => ranks.get(origin) ?? 0;
  const onLeftOut = (origin: string, why: string): void => registrations.leaveOut(origin, why);

  const warn = (message: string): void => log.warn(message);
  const registrations = new Registrations({
    plugins: options.plugins,
    registerCore: async () => (await import('./core.js')).registerCore(host),
    hostFor,
    warn,
  });
  const points = new Points({
    ready: (id) => registrations.ready({ points: id }),
    rankOf,
    onLeftOut,
    warn,
  });
  const offered = createRegistry<unknown>('service', {
    ready: async () => {},
    rankOf,
    onLeftOut,
    warn,
  });

  /** The host as one plugin sees it. */
  function hostFor({ name, manifest }: InstalledPlugin): RegisteringHost {
    let registering = true;
    const isRegistering = (): boolean => registering;
    const open = <T>(point: Point<T>): Registry<T> => {
      const registry = points.of(point).as(name, isRegistering);
      if (mayGive(manifest, { points: point.id })) return registry;
      return {
        ...registry,
        add: () => {
          throw undeclared(name, 'points', point.id);
        },
      };
    };
    const find = <T>(token: Token<T>) => findService(token, scope, isRegistering);
    const own: Host = {
      ...host,
      origin: name,
      ...namedPoints(open),
      point: open,
      service: async (token) => (await find(token)) ?? noService(token),
      optional: find,
      provide(token, create, disposal) {
        const id = serviceName(token);
        if (!mayGive(manifest, { services: id })) throw undeclared(name, 'services', id);
        if (isCoreService(token)) throw ownService(name, id);
        offered.as(name, isRegistering).add(id, () => create(own), disposal);
      },
    };
    return { host: own, registered: () => void (registering = false) };
  }

  const { redactor } = options;
  const scope = LazyScope.of(
    () => host,
    redactor === undefined ? coreServices : servicesWith(redactor),
  );
  async function findService<T>(
    token: Token<T>,
    from: LazyScope,
    isRegistering = () => false,
  ): Promise<T | undefined> {
    // What runs commands is asked for at every start, and makes do without a container.
    if (token.key === commandRunner.key)
      return (await import('../command/index.js')).createRunner(host) as T;
    if (token.key === commands.key)
      return (await import('../command/index.js')).createCommands(host, options.catalog) as T;
    if (token.key === pluginsToken.key) return pluginService() as T;
    if (isCoreService(token)) return from.get(token);
    const id = serviceName(token);
    if (!isRegistering()) await registrations.ready({ services: id });
    return (await offered.get(id)) as T | undefined;
  }

  const servicesFrom = (from: LazyScope): Pick<Host, 'service' | 'optional'> => ({
    service: async (token) => (await findService(token, from)) ?? noService(token),
    optional: (token) => findService(token, from),
  });

  function noService({ key }: Token<unknown>): never {
    throw new NixaiError({
      code: 'no-such-service',
      what: `nixai ${options.version} has no service "${serviceName({ key })}", and no plugin provides it`,
      hint: 'npm install --global nixai@latest',
    });
  }

  function pluginService(): PluginService {
    return {
      async list(): Promise<readonly PluginReport[]> {
        // Who asks for the list says itself what is left out.
        await registrations.ready('all', () => {});
        const services = await offered.list();
        return Promise.all(
          options.plugins.map(async ({ name, version, root, type, commands, manifest }) => ({
            name,
            version,
            root,
            type,
            commands,
            hidden: hiddenCommands(name, commands, options.commandOwner),
            ...registrations.outcomeOf(name),
            contributions: await points.contributionsOf(name),
            services: services.filter(({ origin }) => origin === name).map((one) => one.name),
            opens: manifest?.opens ?? [],
            needs: manifest?.needs ?? [],
            effects: manifest?.effects,
          })),
        );
      },
    };
  }

  const host: OwnHost = {
    apiVersion: API_VERSION,
    version: options.version,
    origin: 'nixai',
    paths: options.paths,
    log,
    config: lazyConfig(
      () => host,
      options.flags,
      () => registrations.ready('all'),
    ),
    ...namedPoints((point) => points.of(point)),
    point: (point) => points.of(point),
    points: () => points.list(),
    hasCommand: (words) => options.commandOwner(words) !== undefined,
    ...servicesFrom(scope),
    provide: (token, create, disposal) =>
      offered.add(serviceName(token), () => create(host), disposal),
    fork: ({ flags, ...own }) =>
      createHost({ ...options, ...own, flags: () => ({ ...options.flags(), ...flags }) }),
    startRun() {
      const own = scope.forRun(() => run);
      const run = { ...host, ...servicesFrom(own), dispose: () => own.dispose() };
      return run;
    },
    async dispose() {
      await points.dispose();
      await offered.dispose();
      await scope.dispose();
    },
  };
  return host;
}

function ownService(origin: string, id: string): NixaiError {
  return new NixaiError({
    code: 'duplicate-name',
    what: `the service "${id}" of ${origin} is left out`,
    why: 'it is one of nixai itself',
    hint: `nixai plugins uninstall ${origin}`,
  });
}

/** `acme.weather` */
const serviceName = ({ key }: Token<unknown>): string =>
  (key.description ?? '').replace(/^nixai\.service\./, '');

function hiddenCommands(
  name: string,
  commands: readonly string[],
  ownerOf: HostOptions['commandOwner'],
): Readonly<Record<string, string>> | undefined {
  const hidden = commands
    .map((words) => [words, ownerOf(words) ?? name] as const)
    .filter(([, owner]) => owner !== name);
  return hidden.length > 0 ? Object.fromEntries(hidden) : undefined;
}
