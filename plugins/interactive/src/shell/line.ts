import { stepsOf } from '../line/steps.js';
import { succeeded, toldFailure, type Outcome } from './outcome.js';
import type { Shell } from './shell.js';
import { runStep } from './step.js';

export interface LineOutcome {
  /** Of the first step that did not end with 0; 0 where all did. */
  readonly status: number;
  /** Somebody wants to leave. */
  readonly leaves: boolean;
}

/** Runs the steps of a line, each as the one before it lets it. */
export async function runLine(shell: Shell, line: string): Promise<LineOutcome> {
  let steps;
  try {
    steps = stepsOf(line);
  } catch (error) {
    return { status: toldFailure(shell.context, error).status, leaves: false };
  }
  let status = 0;
  let last: Outcome = succeeded;
  let lastText = '';
  for (const [at, { text, when }] of steps.entries()) {
    if (when === 'after-success' && last.failed) {
      const next = steps.slice(at).find((step) => step.when !== 'after-success');
      if (steps[at - 1]?.text === lastText && next?.when !== 'after-failure')
        shell.context.notice(`Stopped: ${lastText} ended with ${last.status}.`);
      continue;
    }
    if (when === 'after-failure' && !last.failed) continue;
    if (/^(?:quit|exit)$/.test(text)) return { status, leaves: true };
    last = await runStep(shell, text);
    lastText = text;
    if (status === 0) status = last.status;
  }
  return { status, leaves: false };
}
