import {
  files,
  type ConfigSection,
  type ConfigService,
  type ConfigValues,
  type Host,
} from '@nixai/api';

/** The configuration: its reader is loaded when a first key is asked for. */
export function lazyConfig(
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
    locate: later((config) => (path, below) => config.locate(path, below)),
    inspect: later((config) => () => config.inspect()),
    set: later((config) => (path, words) => config.set(path, words)),
    unset: later((config) => (path) => config.unset(path)),
    readUserFile: later((config) => () => config.readUserFile()),
    replaceUserFile: later((config) => (before, text) => config.replaceUserFile(before, text)),
  };
}
