import {
  explainWithModel,
  previewExplanation,
  type CommandContext,
  type Progress,
} from '@nixai/api';
import type { HealthReport } from '../results/report.js';
import type { HealthFlags } from '../run/flags.js';
import { promptFor, troublesOf } from './prompt.js';
import { unbacked } from './unbacked.js';

type Context = Pick<CommandContext, 'host' | 'signal' | 'notice' | 'progress'> & {
  readonly flags: HealthFlags;
};

/**
 * A model's words for what the rules recommend, or the prompt where that was asked for. Nothing where
 * nothing is wrong, or no model is there.
 */
export async function wordsFor(
  { host, signal, flags, ...context }: Context,
  results: HealthReport['results'],
): Promise<Pick<HealthReport, 'words' | 'prompt'>> {
  const troubles = troublesOf({ results });
  if (troubles.length === 0) return {};
  const { provider, model } = flags;
  const choice = { ...(provider && { provider }), ...(model && { model }) };
  const parts = promptFor(troubles);
  if (flags['show-prompt'])
    return { prompt: (await previewExplanation(host, parts, choice)).prompt };
  let progress: Progress | undefined;
  const onAsking = (label: string) => void (progress = context.progress(label));
  const notice = (text: string) => context.notice(text);
  const asked = explainWithModel({ host, signal, notice, onAsking }, parts, choice);
  const explanation = await asked.finally(() => progress?.stop());
  if (explanation === undefined) {
    notice('no model is set up, or none answered: nixai models');
    return {};
  }
  return { words: { explanation, unbacked: unbacked(explanation.text, troubles) } };
}
