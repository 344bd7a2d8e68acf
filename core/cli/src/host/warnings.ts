import { tell } from '../command/output.js';

interface Warning extends Error {
  readonly detail?: string;
}

/** Shows what Node and oclif warn of as one line on stderr: what they print themselves is a trace. */
export function warnInOneLine(): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning: Warning) => {
    void import('@nixai/safety').then(async ({ fitToPrint }) => {
      const line = await fitToPrint(warningText(warning));
      tell(`nixai: ${line.replaceAll(/\s*\n\s*/g, ', ')}`);
    });
  });
}

/** oclif warns with the kind of an error; which plugin it is of, and what it says, is in the detail. */
function warningText({ message, detail = '' }: Warning): string {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(detail)?.[1];
  const plugin = field('plugin');
  if (plugin === undefined) return message;
  const step = `nixai plugins update ${plugin}, or build it again where it is your own`;
  return `a command of the plugin ${plugin} is left out: ${field('message') ?? message} (${step})`;
}
