import {
  API_VERSION,
  NixaiError,
  commands,
  files,
  plugins as pluginsToken,
  type AIProvider,
  type CheckRules,
  type ConfigSection,
  type ConfigService,
  type ConfigValues,
  type DiagnosisRules,
  type DocSource,
  type Host,
  type Paths,
  type PluginReport,
  type PluginService,
  type TemplatePack,
  type Token,
} from '@nixai/api';
import type { DependencyContainer } from 'tsyringe';
import { createLog } from './log.js';
import type { InstalledPlugin } from './plugins.js';
import { createRegistry } from './registry.js';

export interface HostOptions {
  /** The version of nixai. */
  readonly version: string;
  readonly paths: Paths;
  readonly plugins: readonly InstalledPlugin[];
  /** What the command line says of the configuration's keys. */
  readonly flags: () => Partial<ConfigValues>;
  /** The plugin whose command runs where these words are typed: `config set`. */
  readonly commandOwner: (words: string) => string | undefined;
  readonly writeError: (line: string) => void;
}

type Registries = ReturnType<typeof createRegistries>;

/** The extension points, each with what one contribution is called in messages. */
function createRegistries(ready: () => Promise<void>) {
  return {
    providers: createRegistry<AIProvider>('provider', ready),
    docSources: createRegistry<DocSource>('doc source', ready),
    diagnosisRules: createRegistry<DiagnosisRules>('set of diagnosis rules', ready),
    checkRules: createRegistry<CheckRules>('set of check rules', ready),
    templates: createRegistry<TemplatePack>('template pack', ready),
  };
}

/** The host of a process: cheap to make, everything behind it is loaded when it is first used. */
export function createHost(options: HostOptions): Host {
  const log = createLog(() => host.config.get('log_level'), options.writeError);
  let outcomes: Promise<Awaited<ReturnType<typeof registerAll>>> | undefined;

  const registries = createRegistries(ready);

  async function ready(): Promise<void> {
    await (outcomes ??= registerAll((message) => log.warn(message)));
  }

  async function registerAll(warn: (message: string) => void) {
    const [{ registerCore }, { registerPlugins }] = await Promise.all([
      import('./core.js'),
      import('./plugins.js'),
    ]);
    registerCore(host);
    const withHooks = options.plugins.filter(
      ({ registers, refused }) => registers.length > 0 || refused !== undefined,
    );
    return registerPlugins(withHooks, hostFor, warn);
  }

  /** The host as one plugin sees it. */
  function hostFor(origin: string): Host {
    const owned = Object.fromEntries(
      Object.entries(registries).map(([name, registry]) => [name, registry.as(origin)]),
    );
    return { ...host, ...owned };
  }

  let container: Promise<DependencyContainer> | undefined;
  async function service<T>(token: Token<T>): Promise<T> {
    if (token.key === commands.key)
      return (await import('../command/index.js')).createRunner(host) as T;
    if (token.key === pluginsToken.key) return pluginService() as T;
    container ??= import('./container.js').then(({ createContainer }) => createContainer(host));
    const services = await container;
    if (!services.isRegistered(token.key)) {
      throw new NixaiError({
        code: 'no-such-service',
        what: `this nixai (${options.version}) has no service "${String(token.key.description)}"`,
        hint: 'npm install --global nixai@latest',
      });
    }
    return services.resolve<Promise<T>>(token.key);
  }

  function pluginService(): PluginService {
    return {
      async list(): Promise<readonly PluginReport[]> {
        // Who asks for the list says itself what is left out.
        const registered = await (outcomes ??= registerAll(() => {}));
        const reports: PluginReport[] = [];
        for (const { name, version, root, type, commands } of options.plugins) {
          const outcome = registered.find((one) => one.name === name);
          const contributions = await contributionsOf(name, registries);
          const hidden = hiddenCommands(name, commands, options.commandOwner);
          reports.push({ name, version, root, type, commands, hidden, ...outcome, contributions });
        }
        return reports;
      },
    };
  }

  const host: Host = {
    apiVersion: API_VERSION,
    version: options.version,
    paths: options.paths,
    log,
    config: lazyConfig(() => host, options.flags, ready),
    ...registries,
    hasCommand: (words) => options.commandOwner(words) !== undefined,
    service,
  };
  return host;
}

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

async function contributionsOf(
  origin: string,
  registries: Registries,
): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const [point, registry] of Object.entries(registries)) {
    const names = (await registry.list()).filter((one) => one.origin === origin);
    if (names.length > 0) found[point] = names.map(({ name }) => name);
  }
  return found;
}

/** The configuration: its reader is loaded when a first key is asked for. */
function lazyConfig(
  host: () => Host,
  flags: () => Partial<ConfigValues>,
  ready: () => Promise<void>,
): ConfigService {
  let loaded: Promise<ConfigService> | undefined;
  const load = () =>
    (loaded ??= import('../config/index.js').then(({ createConfig }) =>
      createConfig(host().paths, {
        env: process.env,
        cwd: process.cwd(),
        flags,
        files: () => host().service(files),
        notice: (line) => host().log.warn(line),
        ready,
      }),
    ));
  const later =
    <A extends readonly unknown[], R>(
      method: (config: ConfigService) => (...args: A) => Promise<R>,
    ) =>
    async (...args: A): Promise<R> =>
      method(await load())(...args);
  return {
    get: async (path) => (await load()).get(path),
    section<T>(section: ConfigSection<T>) {
      // Declared when the plugin says so, not when it is first read: `config show` lists it.
      const reader = load().then((config) => config.section(section));
      // A refused declaration is reported where the section is read.
      reader.catch(() => {});
      return async () => (await reader)();
    },
    inspect: later((config) => () => config.inspect()),
    set: later((config) => (path, words) => config.set(path, words)),
    unset: later((config) => (path) => config.unset(path)),
    readUserFile: later((config) => () => config.readUserFile()),
    replaceUserFile: later((config) => (before, text) => config.replaceUserFile(before, text)),
  };
}
