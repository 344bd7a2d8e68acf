import { commands, isNixaiError, type Commands, type HostWith } from '@nixai/api';

/** What an editor may have done, by the names of the protocol; each returns Markdown. */
export const assistantCommands = ['nixai.ask', 'nixai.diagnoseSelection'] as const;
export type AssistantCommand = (typeof assistantCommands)[number];

export const isAssistantCommand = (name: string): name is AssistantCommand =>
  (assistantCommands as readonly string[]).includes(name);

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
