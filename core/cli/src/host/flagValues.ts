import type { ConfigValues } from '@nixai/api';

/** What the global switches say of the configuration's keys; read before any command is parsed. */
export function flagValues(argv: readonly string[]): Partial<ConfigValues> {
  const end = argv.indexOf('--');
  const given = new Set(end < 0 ? argv : argv.slice(0, end));
  const level = given.has('--debug') ? 'debug' : given.has('--quiet') ? 'error' : undefined;
  return {
    ...(given.has('--offline') ? { offline: true } : {}),
    ...(level === undefined ? {} : { log_level: level }),
  };
}
