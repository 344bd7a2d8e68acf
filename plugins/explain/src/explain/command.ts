import {
  ExitCode,
  NixaiError,
  flag,
  modelFlags,
  previewExplanation,
  type CommandContext,
  type Host,
  type OptionSet,
  type View,
} from '@nixai/api';
import { fillTemplate, findTemplate } from '@nixai/contributions';
import { warmUp } from '../warmUp.js';
import type { ExactOption } from './exactOption.js';
import type { ExplainedConfiguration } from './explainConfiguration.js';
import type { Explanation } from './explanation.js';

export const explainFlags = {
  ...modelFlags,
  exact: flag.boolean('Only the option of this very name, as it is declared: no search, no advice'),
  context: flag.oneOf(['development', 'server', 'desktop'], 'Prefer advice for this use'),
  template: flag.string('Also show where this template sets it', { helpValue: 'NAME' }),
  value: flag.boolean('Also show what this machine sets it to (evaluates the configuration)'),
};

export type ExplainResult =
  | Explanation
  | ExactOption
  | ExplainedConfiguration
  | { readonly provider: string; readonly model?: string; readonly prompt: string };

/** Explains the option that the command line names, or those that a template or stdin sets. */
export async function runExplain(
  context: CommandContext<typeof explainFlags>,
  set?: OptionSet,
): Promise<ExplainResult> {
  const { host, flags, signal } = context;
  const query = context.argv.join(' ').trim();
  if (!/[^\s.]/.test(query)) {
    const template = flags.template && (await templateText(host, flags.template));
    return explainText(context, template ?? (await context.stdin()), set);
  }
  if (flags.exact)
    return (await warmUp(host, import('./exactOption.js'))).exactOption(host, query, set);
  const { explainOption } = await warmUp(host, import('./explainOption.js'));
  const progress = context.progress('Looking it up');
  const preview = flags['show-prompt'] === true;
  const explanation = await explainOption(host, {
    query,
    set,
    context: flags.context,
    value: flags.value,
    template: flags.template,
    choice: preview ? undefined : flags,
    signal,
    onNotice: (text) => context.notice(text),
  });
  progress.stop();
  if (!preview) return explanation;
  const { promptFor } = await import('./prompt.js');
  const parts = promptFor(explanation, flags.context);
  const { model, prompt } = await previewExplanation(host, parts, flags);
  return { provider: model.provider, model: model.model, prompt };
}

async function explainText(
  { host }: CommandContext<typeof explainFlags>,
  text: string | undefined,
  set?: OptionSet,
): Promise<ExplainedConfiguration> {
  if (text === undefined || text.trim() === '')
    throw new NixaiError({
      code: 'usage',
      what: 'there is no option to explain',
      hint: 'nixai explain-option services.openssh.enable, or: nixai explain-option < configuration.nix',
      exitCode: 2,
    });
  const { explainConfiguration } = await import('./explainConfiguration.js');
  return explainConfiguration(host, text, set);
}

async function templateText(host: Host, name: string): Promise<string> {
  const { template } = await findTemplate(host, name);
  return fillTemplate(template).nix;
}

/** What a person sees of a result. */
export async function renderResult(result: ExplainResult, view: View): Promise<string> {
  if ('prompt' in result) return result.prompt;
  if ('exact' in result)
    return (await import('../render/exactOption.js')).renderExactOption(result, view);
  if ('definitions' in result)
    return (await import('../render/configuration.js')).renderConfiguration(result, view);
  return (await import('../render/explanation.js')).renderExplanation(result, view);
}

/** 1 where there is no such option, or a configuration sets what there is not. */
export function exitCodeOf(result: ExplainResult): ExitCode {
  if ('exact' in result) return result.found ? ExitCode.ok : ExitCode.failure;
  const wrong = (outcome: string) => outcome === 'unknown' || outcome === 'removed';
  return 'definitions' in result && result.definitions.some(({ outcome }) => wrong(outcome))
    ? ExitCode.failure
    : ExitCode.ok;
}
