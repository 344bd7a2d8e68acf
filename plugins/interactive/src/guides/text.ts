import { runCommand } from '../shell/command.js';
import { succeeded, type Outcome } from '../shell/outcome.js';
import type { Shell } from '../shell/shell.js';
import { isRecognised, runDiagnosis } from './diagnosis.js';

/** Says what a text of several lines is, and asks what to do with it. Nothing in it is run. */
export async function takeText(shell: Shell, text: string): Promise<Outcome> {
  const { context } = shell;
  const lines = `${text.split('\n').length} lines`;
  const isLog = await isRecognised(shell, text);
  context.notice(
    isLog ? `${lines}: a log of something that failed.` : `${lines}; none of them was run.`,
  );
  const diagnose = { name: 'Diagnose it', value: 'diagnose' as const };
  const ask = { name: 'Ask a question about it', value: 'ask' as const };
  const drop = { name: 'Nothing', value: 'drop' as const };
  const canDiagnose = shell.host.hasCommand('diagnose');
  const choices = isLog ? [diagnose, ask, drop] : [ask, ...(canDiagnose ? [diagnose] : []), drop];
  switch (await context.prompt.select('What shall be done with it?', choices)) {
    case 'diagnose':
      return runDiagnosis(shell, { argv: [], stdin: text });
    case 'ask': {
      const question = await context.prompt.input('The question:');
      return question.trim() === '' ? succeeded : runCommand(shell, 'ask', ['--', question], text);
    }
    case 'drop':
      return succeeded;
  }
}
