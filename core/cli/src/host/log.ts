import type { Log } from '@nixai/api';

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** Writes messages of at least `level` to stderr, one line each. */
export function createLog(level: () => LogLevel, write: (line: string) => void): Log {
  const at =
    (of: LogLevel) =>
    (message: string): void => {
      if (levels.indexOf(of) >= levels.indexOf(level())) write(`nixai: ${message}`);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn') };
}
