import type { Progress } from '@nixai/api';
import { clean } from '@nixai/safety';

const patience = 1000;

/** Says on stderr what takes so long, once it has taken a second; nothing where nobody looks. */
export function createProgress(label: string, drawn: boolean, signal: AbortSignal): Progress {
  if (!drawn) return { update() {}, stop() {} };
  let current: string = clean(label);
  let spinner: { text: string; stop(): unknown } | undefined;
  let stopped = false;
  const timer = setTimeout(() => void start(), patience);

  async function start(): Promise<void> {
    const { default: ora } = await import('ora');
    if (!stopped)
      spinner = ora({ text: current, stream: process.stderr, discardStdin: false }).start();
  }
  function stop(): void {
    stopped = true;
    clearTimeout(timer);
    spinner?.stop();
    signal.removeEventListener('abort', stop);
  }
  signal.addEventListener('abort', stop, { once: true });
  return {
    update(text) {
      current = clean(text);
      if (spinner) spinner.text = current;
    },
    stop,
  };
}
