import { isNixaiError, type NixaiError } from '@nixai/api';
import type { Context } from './shell.js';

/** How a step ended. */
export interface Outcome {
  /** What its process would have ended with. */
  readonly status: number;
  /** Whether what waits for its success does not run. */
  readonly failed: boolean;
}

export const succeeded: Outcome = { status: 0, failed: false };

/** What is thrown ends the step, and never the shell. */
export function toldFailure(context: Context, error: unknown): Outcome {
  if (!isNixaiError(error)) throw error;
  if (error.code !== 'interrupted') context.notice(failureText(context, error));
  return { status: error.exitCode, failed: true };
}

/** As the program says it, in the manner of Nix. */
function failureText({ view }: Context, { what, why, hint }: NixaiError): string {
  const lines = [`${view.style.bad('error:')} ${what}`];
  if (why !== undefined) lines.push(`       ${why.replace(/\n(?! )/g, '\n       ')}`);
  if (hint !== undefined) lines.push(`${view.style.good('hint:')}  ${hint}`);
  return lines.join('\n');
}
