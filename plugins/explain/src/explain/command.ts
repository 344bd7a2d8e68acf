import { NixaiError, flag, modelFlags, type CommandContext, type OptionSet } from '@nixai/api';
import type { Explanation } from './explanation.js';

export const explainFlags = {
  ...modelFlags,
  context: flag.oneOf(['development', 'server', 'desktop'], 'Prefer advice for this use'),
  value: flag.boolean('Also show what this machine sets it to (evaluates the configuration)'),
};

export type ExplainResult =
  Explanation | { readonly provider: string; readonly model?: string; readonly prompt: string };

/** Explains the option that the command line names. */
export async function runExplain(
  context: CommandContext<typeof explainFlags>,
  set?: OptionSet,
): Promise<ExplainResult> {
  const { explainOption } = await import('./explainOption.js');
  const { host, flags, signal } = context;
  const query = context.argv.join(' ').trim();
  if (query === '')
    throw new NixaiError({
      code: 'usage',
      what: 'there is no option to explain',
      hint: 'nixai explain-option services.openssh.enable',
      exitCode: 2,
    });
  const progress = context.progress('Looking it up');
  const preview = flags['show-prompt'] === true;
  const explanation = await explainOption(host, {
    query,
    set,
    context: flags.context,
    value: flags.value,
    choice: preview ? undefined : flags,
    signal,
    onNotice: (text) => context.notice(text),
  });
  progress.stop();
  if (!preview) return explanation;
  const { previewExplanation } = await import('./askModel.js');
  const { model, prompt } = await previewExplanation(host, explanation, flags, flags.context);
  return { provider: model.provider, model: model.model, prompt };
}
