import {
  NixaiError,
  type ConfigChange,
  type ConfigKey,
  type ConfigReport,
  type ConfigSection,
  type ConfigService,
  type ConfigValues,
  type FileService,
  type Paths,
} from '@nixai/api';
import type { Layers, Surroundings } from './layers.js';

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
    return (reading ??= import('./layers.js').then(({ readLayers }) => readLayers(around())));
  }

  let told = false;
  /** The layers, once it is sure that nothing in them is at fault. */
  async function soundLayers(): Promise<Layers> {
    const read = await layers();
    if (read.findings.length > 0) {
      const { describeFinding, invalidConfig } = await import('./invalid.js');
      const faults = read.findings.filter(({ severity }) => severity === 'error');
      if (faults.length > 0) throw invalidConfig(faults);
      if (!told) read.findings.forEach((one) => options.notice?.(describeFinding(one)));
      told = true;
    }
    return read;
  }

  async function change(path: string, words: readonly string[] | undefined): Promise<ConfigChange> {
    await options.ready?.();
    const { changeUserFile } = await import('./change.js');
    const changed = await changeUserFile(path, words, {
      around: around(),
      sections,
      files: options.files,
    });
    reading = undefined;
    return changed;
  }

  return {
    async get<K extends ConfigKey>(path: K): Promise<ConfigValues[K]> {
      const [{ settingOf }, { configKeys }, read] = await Promise.all([
        import('./layers.js'),
        import('./schema.js'),
        soundLayers(),
      ]);
      const value = settingOf(read, path)?.value ?? configKeys[path].default;
      return value as ConfigValues[K];
    },
    section<T>(section: ConfigSection<T>): () => Promise<T> {
      if (sections.has(section.name)) throw duplicateSection(section.name);
      sections.set(section.name, section);
      return async () => {
        const { readSection } = await import('./section.js');
        return readSection(section, await soundLayers(), options.notice);
      };
    },
    async inspect(): Promise<ConfigReport> {
      await options.ready?.();
      const [{ inspect }, read] = await Promise.all([import('./inspect.js'), layers()]);
      return inspect(read, [...sections.values()]);
    },
    set: (path, words) => change(path, words),
    unset: (path) => change(path, undefined),
  };
}

function duplicateSection(name: string): NixaiError {
  return new NixaiError({
    code: 'duplicate-name',
    what: `the configuration section "${name}" is declared twice`,
    why: 'core or another plugin has one of that name',
  });
}
