import { runCommand } from '../shell/command.js';
import type { Outcome } from '../shell/outcome.js';
import type { Shell } from '../shell/shell.js';

interface Diagnosis {
  readonly outcome: 'diagnosed' | 'not-recognised' | 'nothing-wrong';
}

interface Given {
  readonly argv: readonly string[];
  readonly stdin?: string;
}

/** Runs `diagnose`, and keeps its issues for `help N`. */
export async function runDiagnosis(shell: Shell, { argv, stdin }: Given): Promise<Outcome> {
  shell.state.issues = [];
  return runCommand(shell, 'diagnose', argv, stdin);
}

/** Whether the rules know what a text is, without a word to the person. */
export async function isRecognised(shell: Shell, text: string): Promise<boolean> {
  if (!shell.host.hasCommand('diagnose')) return false;
  const { result } = await shell
    .session()
    .invoke<Diagnosis>('diagnose', { argv: ['--no-ai'], stdin: text }, { sink: () => {} });
  return result.outcome === 'diagnosed';
}
