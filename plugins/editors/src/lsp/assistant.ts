import { commands, isNixaiError, type Commands, type HostWith } from '@nixai/api';
import type { AssistantCommand } from './assistantCommands.js';

/**
 * Runs a command of nixai for an editor.
 * @param text the question, or the log.
 */
export async function runAssistant(
  host: HostWith<Commands>,
  name: AssistantCommand,
  text: string,
  signal: AbortSignal,
): Promise<string> {
  if (text.trim() === '')
    return name === 'nixai.ask' ? 'Ask something.' : 'Select the log of a failure first.';
  const service = await host.service(commands);
  try {
    if (name === 'nixai.ask') {
      const { result } = await service.invoke<{ readonly answer: string }>(
        'ask',
        { argv: ['--no-history', '--', text] },
        { signal },
      );
      return result.answer;
    }
    const { render } = await service.invoke(
      'diagnose',
      { flags: { format: 'markdown' }, stdin: text },
      { signal },
    );
    return await render();
  } catch (error) {
    if (!isNixaiError(error)) throw error;
    return [error.message, error.why, error.hint && `\`${error.hint}\``]
      .filter((line) => line !== undefined && line !== '')
      .join('\n\n');
  }
}
