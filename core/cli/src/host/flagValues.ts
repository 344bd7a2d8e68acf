import { logLevels, type ConfigValues } from '@nixai/api';

/** What the global switches say of the configuration's keys; read before any command is parsed. */
export function flagValues(argv: readonly string[]): Partial<ConfigValues> {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const given = new Set(words);
  const level = given.has('--debug') ? 'debug' : given.has('--quiet') ? 'error' : levelIn(words);
  return {
    ...(given.has('--offline') ? { offline: true } : {}),
    ...(level === undefined ? {} : { log_level: level }),
  };
}

/** What `--log-level` says; a word that is none is refused when the command is parsed. */
function levelIn(words: readonly string[]): ConfigValues['log_level'] | undefined {
  const at = words.findIndex((word) => /^--log-level(?:=|$)/.test(word));
  const said = words[at]?.split('=')[1] ?? words[at + 1];
  return at < 0 ? undefined : logLevels.find((level) => level === said);
}
