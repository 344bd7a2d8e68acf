import { logLevels, type Log } from '@nixai/api';

export type LogLevel = (typeof logLevels)[number];

/**
 * Writes messages of at least `level` to stderr, one line each, in order, without secrets. The level is only asked
 * for when there is something to say: knowing it may take reading the configuration.
 */
export function createLog(level: () => Promise<LogLevel>, write: (line: string) => void): Log {
  let written = Promise.resolve();
  const at =
    (of: LogLevel) =>
    (message: string): void => {
      // Without a readable configuration, the usual level: the fault itself is somebody's to tell.
      const known = level().catch(() => 'info' as const);
      written = written.then(async () => {
        if (logLevels.indexOf(of) < logLevels.indexOf(await known)) return;
        const { fitToPrint } = await import('@nixai/safety');
        write(`nixai: ${await fitToPrint(message)}`);
      });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn') };
}
