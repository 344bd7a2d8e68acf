import {
  NixaiError,
  type ConfigFinding,
  type ConfigKey,
  type ConfigPlace,
  type ConfigReport,
  type ConfigSection,
  type ConfigService,
  type ConfigValues,
  type FileService,
  type Paths,
} from '@nixai/api';
import type { ChangeContext } from './change.js';
import type * as full from './full.js';
import { readLayers, settingOf, type Layers, type Surroundings } from './layers.js';
import { configKeys, isConfigKey, isKeyGroup } from './schema.js';

type Full = typeof full;

export interface ConfigOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** What the command line says, where a flag stands for a key. Asked when a key is first read. */
  readonly flags?: () => Readonly<Partial<ConfigValues>>;
  /** Told once of everything that is left out. */
  readonly notice?: (line: string) => void;
  /** Resolves when plugins have declared their sections; awaited before all keys are shown. */
  readonly ready?: () => Promise<unknown>;
  /** How files are written. */
  readonly files: () => Promise<FileService>;
  /** The machine's file: /etc/nixai/config.yaml. */
  readonly systemFile?: string;
}

/**
 * The configuration of a process. Cheap to make: files are looked for when a first key is read, and
 * the YAML parser is loaded only if there is a file.
 */
export function createConfig(paths: Pick<Paths, 'config'>, options: ConfigOptions): ConfigService {
  const sections = new Map<string, ConfigSection<unknown>>();
  let reading: Promise<Layers> | undefined;

  function around(): Surroundings {
    const { env, cwd, systemFile = '/etc/nixai/config.yaml' } = options;
    return { folder: paths.config, systemFile, env, cwd, flags: options.flags?.() ?? {} };
  }

  function layers(): Promise<Layers> {
    return (reading ??= readLayers(around()));
  }

  /** The layers, once it is sure that nothing in them is at fault. */
  async function soundLayers(): Promise<Layers> {
    const read = await layers();
    if (read.findings.length > 0) {
      const { invalidConfig } = await import('./full.js');
      const faults = read.findings.filter(({ severity }) => severity === 'error');
      if (faults.length > 0) throw invalidConfig(faults);
      await tell(read.findings);
    }
    return read;
  }

  const told = new Set<string>();
  /** Says each warning once, however often it is found. */
  async function tell(findings: readonly ConfigFinding[]): Promise<void> {
    if (findings.length === 0) return;
    const { describeFinding } = await import('./full.js');
    for (const line of findings.map(describeFinding)) {
      if (!told.has(line)) options.notice?.(line);
      told.add(line);
    }
  }

  /** Does something to the user's file; what was read before it is stale. */
  async function change<T>(work: (full: Full, context: ChangeContext) => Promise<T>): Promise<T> {
    await options.ready?.();
    const context = { around: around(), sections, files: options.files };
    const done = await work(await import('./full.js'), context);
    reading = undefined;
    return done;
  }

  return {
    async get<K extends ConfigKey>(path: K): Promise<ConfigValues[K]> {
      const value = settingOf(await soundLayers(), path)?.value ?? configKeys[path].default;
      return value as ConfigValues[K];
    },
    section<T>(section: ConfigSection<T>): () => Promise<T> {
      const { name } = section;
      if (sections.has(name) || isConfigKey(name) || isKeyGroup(name)) throw duplicateSection(name);
      sections.set(name, section);
      return async () => {
        const { readSection } = await import('./full.js');
        const { value, findings } = readSection(section, await soundLayers());
        await tell(findings);
        return value;
      };
    },
    async locate(path, below = []): Promise<ConfigPlace | undefined> {
      const setting = settingOf(await layers(), path);
      if (setting === undefined) return undefined;
      const place = setting.layer.locate([...path.split('.'), ...below], 'key');
      return { from: setting.from, ...place };
    },
    async inspect(): Promise<ConfigReport> {
      await options.ready?.();
      const [{ inspect }, read] = await Promise.all([import('./full.js'), layers()]);
      return inspect(read, [...sections.values()]);
    },
    set: (path, words) => change((to, context) => to.changeUserFile(path, words, context)),
    unset: (path) => change((to, context) => to.changeUserFile(path, undefined, context)),
    async readUserFile() {
      const { readSettledText } = await import('./full.js');
      return readSettledText(around(), await options.files());
    },
    replaceUserFile: (before, text) =>
      change((to, context) => to.replaceUserFile(before, text, context)),
  };
}

function duplicateSection(name: string): NixaiError {
  return new NixaiError({
    code: 'duplicate-name',
    what: `the configuration section "${name}" is declared twice`,
    why: 'core or another plugin has one of that name',
  });
}
