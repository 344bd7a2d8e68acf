import { ExitCode, NixaiError } from '@nixai/api';

const usualGrace = 150;
const longestGrace = 10_000;

/**
 * Runs work that Ctrl-C, SIGTERM and SIGHUP end: the signal is aborted, what listens to it cleans
 * up, and what does not is left behind once its grace is over. A second Ctrl-C ends it at once.
 * @param grace milliseconds.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  grace = usualGrace,
): Promise<T> {
  const controller = new AbortController();
  const interrupted = new NixaiError({
    code: 'interrupted',
    what: 'interrupted',
    exitCode: ExitCode.interrupted,
  });
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(ExitCode.interrupted);
    controller.abort(interrupted);
    process.exitCode = ExitCode.interrupted;
    setTimeout(() => process.exit(ExitCode.interrupted), Math.min(grace, longestGrace)).unref();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  signals.forEach((name) => process.on(name, stop));
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? interrupted : error;
  } finally {
    signals.forEach((name) => process.off(name, stop));
  }
}
