import { NixaiError } from '../error.js';
import type { AIProvider } from '../provider.js';
import type { ConfigKey, ConfigSection, ConfigService, ConfigValues } from '../config.js';
import type { CheckRules } from '../check/rule.js';
import type { DiagnosisRules } from '../diagnosis/rule.js';
import type { DocSource } from '../docSource.js';
import type { Host, Paths } from '../host.js';
import type { Registered, Registry } from '../registry.js';
import type { TemplatePack } from '../template/template.js';
import type { Token } from '../token.js';
import { API_VERSION } from '../plugin.js';

export interface TestHostOptions {
  /** Values of core keys and of plugins' sections; a key that is not here is not set. */
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
}

/** A host in memory, for tests of providers, doc sources and commands. */
export function createTestHost(options: TestHostOptions = {}): TestHost {
  const services = new Map(options.services?.map(([{ key }, service]) => [key, service]));
  const logged: string[] = [];
  const sections: ConfigSection<unknown>[] = [];
  const log = (level: string) => (message: string) => void logged.push(`${level}: ${message}`);
  return {
    apiVersion: API_VERSION,
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
    log: { debug: log('debug'), info: log('info'), warn: log('warn') },
    config: testConfig(options.config ?? {}, sections),
    providers: testRegistry<AIProvider>(),
    docSources: testRegistry<DocSource>(),
    diagnosisRules: testRegistry<DiagnosisRules>(),
    checkRules: testRegistry<CheckRules>(),
    templates: testRegistry<TemplatePack>(),
    hasCommand: (words) => options.commands?.includes(words) ?? false,
    async service<T>({ key }: Token<T>): Promise<T> {
      if (!services.has(key) && options.otherServices !== undefined)
        return options.otherServices.service({ key });
      if (!services.has(key)) {
        throw new NixaiError({
          code: 'no-such-service',
          what: `this test host was given no service "${String(key.description)}"`,
        });
      }
      return services.get(key) as T;
    },
  };
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
      let built: Promise<T> | undefined;
      const once = () => (built ??= Promise.resolve().then(create));
      entries.set(name, { name, origin: 'test', create: once });
    },
    get: async (name) => entries.get(name)?.create(),
    list: async () => [...entries.values()],
    origin: async (name) => entries.get(name)?.origin,
  };
}
