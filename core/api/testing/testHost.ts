import {
  API_VERSION,
  NixaiError,
  corePoints,
  type ConfigKey,
  type ConfigSection,
  type ConfigService,
  type ConfigValues,
  type CorePoints,
  type Host,
  type Paths,
  type Point,
  type Registered,
  type Registry,
  type Token,
} from '@nixai/api';
import { configDefaults } from './configDefaults.js';

export interface TestHostOptions {
  /** Values of core keys and of plugins' sections; a core key that is not here has its default. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Services that the tested code asks for: `[[http, fakeHttp]]`. */
  readonly services?: readonly (readonly [token: Token<unknown>, service: unknown])[];
  /** Asked for a service that is not among these. */
  readonly otherServices?: Pick<Host, 'service'>;
  /** Folders; none of them exists unless the test makes it. */
  readonly paths?: Partial<Paths>;
  /** Commands that are installed, as they are typed: `explain-option`. */
  readonly commands?: readonly string[];
}

export interface TestHost extends Host {
  /** What was logged, in order: `warn: …`. */
  readonly logged: readonly string[];
  /** The sections that were declared, in order. */
  readonly sections: readonly ConfigSection<unknown>[];
  /** The services that were provided, by name, in order. */
  readonly provided: readonly string[];
}

/** A host in memory, for tests of providers, doc sources and commands. */
export function createTestHost(options: TestHostOptions = {}): TestHost {
  const services = new Map(options.services?.map(([{ key }, service]) => [key, service]));
  const logged: string[] = [];
  const sections: ConfigSection<unknown>[] = [];
  const points = new Map<symbol, { point: Point<unknown>; registry: Registry<unknown> }>();
  const registryOf = <T>(point: Point<T>): Registry<T> => {
    const opened = points.get(point.key) ?? { point, registry: testRegistry<unknown>() };
    points.set(point.key, opened);
    return opened.registry as Registry<T>;
  };
  const provided = new Map<symbol, () => Promise<unknown>>();
  const log = (level: string) => (message: string) => void logged.push(`${level}: ${message}`);
  const has = (key: symbol) => services.has(key) || provided.has(key);
  const host: TestHost = {
    apiVersion: API_VERSION,
    origin: 'test',
    version: '0.0.0-test',
    paths: {
      config: '/nonexistent/config',
      data: '/nonexistent/data',
      cache: '/nonexistent/cache',
      state: '/nonexistent/state',
      runtime: '/nonexistent/runtime',
      ...options.paths,
    },
    logged,
    sections,
    get provided() {
      return [...provided.keys()].map(serviceName);
    },
    log: { debug: log('debug'), info: log('info'), warn: log('warn') },
    config: testConfig({ ...configDefaults, ...options.config }, sections),
    ...(Object.fromEntries(
      Object.entries(corePoints).map(([name, point]) => [name, registryOf<unknown>(point)]),
    ) as CorePoints),
    point: registryOf,
    points: () => [...points.values()].map(({ point }) => point),
    hasCommand: (words) => options.commands?.includes(words) ?? false,
    async service<T>({ key }: Token<T>): Promise<T> {
      if (!has(key) && options.otherServices !== undefined)
        return options.otherServices.service({ key });
      if (!has(key)) {
        throw new NixaiError({
          code: 'no-such-service',
          what: `this test host was given no service "${String(key.description)}"`,
        });
      }
      return (services.get(key) ?? (await provided.get(key)?.())) as T;
    },
    optional: async (token) => (has(token.key) ? host.service(token) : undefined),
    provide(token, create) {
      if (has(token.key))
        throw new NixaiError({
          code: 'duplicate-name',
          what: `the service "${String(token.key.description)}" is there already`,
        });
      provided.set(
        token.key,
        once(() => create(host)),
      );
    },
  };
  return host;
}

const serviceName = ({ description = '' }: symbol): string =>
  description.replace(/^nixai\.service\./, '');

/** Builds a value when it is first asked for. */
function once<T>(create: () => T | Promise<T>): () => Promise<T> {
  let built: Promise<T> | undefined;
  return () => (built ??= Promise.resolve().then(create));
}

/** Reads from the given values; what would change a file is refused, since there is none. */
function testConfig(
  values: Readonly<Record<string, unknown>>,
  sections: ConfigSection<unknown>[],
): ConfigService {
  const noFile = async (): Promise<never> => {
    throw new NixaiError({
      code: 'config-read-only',
      what: 'a test host has no configuration file',
    });
  };
  return {
    get: async <K extends ConfigKey>(path: K) => values[path] as ConfigValues[K],
    section<T>(section: ConfigSection<T>) {
      sections.push(section);
      return async () => {
        const raw = values[section.name] as object | undefined;
        const checked = section.validate({ ...section.defaults, ...raw });
        if (checked.ok) return checked.value;
        throw new NixaiError({
          code: 'config-invalid',
          what: `the section "${section.name}" is not valid`,
          why: checked.faults.map(({ message }) => message).join('; '),
        });
      };
    },
    locate: async () => undefined,
    inspect: async () => ({ entries: [], files: [], findings: [] }),
    set: noFile,
    unset: noFile,
    readUserFile: noFile,
    replaceUserFile: noFile,
  };
}

function testRegistry<T>(): Registry<T> {
  const entries = new Map<string, Registered<T>>();
  return {
    add(name, create) {
      if (entries.has(name))
        throw new NixaiError({ code: 'duplicate-name', what: `"${name}" is there already` });
      entries.set(name, { name, origin: 'test', create: once(create) });
    },
    get: async (name) => entries.get(name)?.create(),
    list: async () => [...entries.values()],
    origin: async (name) => entries.get(name)?.origin,
    remove: async (name) => entries.delete(name),
  };
}
