import { ExitCode, NixaiError } from '@nixai/api';

/** Milliseconds that a command may take to end after Ctrl-C; then it is left to itself. */
const patience = 150;

/** Runs a command that Ctrl-C ends, and not the shell. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const before = process.listeners('SIGINT');
  let leave: (error: Error) => void = () => {};
  const left = new Promise<never>((_, reject) => (leave = reject));
  left.catch(() => {});
  const stop = (): void => {
    const error = new NixaiError({
      code: 'interrupted',
      what: 'interrupted',
      exitCode: ExitCode.interrupted,
    });
    controller.abort(error);
    setTimeout(() => leave(error), patience).unref();
  };
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', stop);
  try {
    const running = work(controller.signal);
    // What is left to itself fails unheard.
    running.catch(() => {});
    return await Promise.race([running, left]);
  } finally {
    process.off('SIGINT', stop);
    before.forEach((listener) => process.on('SIGINT', listener));
  }
}
