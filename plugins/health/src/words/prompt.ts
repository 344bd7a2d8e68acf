import type { PromptParts } from '@nixai/api';
import type { HealthReport, HealthResult } from '../results/report.js';
import { byWeight, isTrouble } from '../run/status.js';

const most = 12;

const rules = `Checks have looked at a NixOS machine; what they found and what they recommend is right. Say it to its owner in plain words: what matters most and why, in which order to do what is recommended, and what may happen if it is left. Recommend nothing that the checks do not recommend, and quote their commands as they are. At most 200 words.`;

/** What is wrong and counts, the worst first. */
export const troublesOf = ({ results }: Pick<HealthReport, 'results'>): readonly HealthResult[] =>
  results.filter(({ status, known }) => isTrouble(status) && known !== true).sort(byWeight);

/** What a model is told: what is wrong, and what the rules say of it. */
export function promptFor(troubles: readonly HealthResult[]): PromptParts {
  const found = troubles.slice(0, most).map((one) => ({
    severity: one.status,
    what: one.target === undefined ? one.title : `${one.title}: ${one.target}`,
    summary: one.summary,
    cause: one.cause,
    evidence: one.evidence.slice(-3),
    recommended: one.fix && { title: one.fix.title, code: one.fix.code },
  }));
  return {
    rules,
    foreign: [{ title: 'what the checks found', text: JSON.stringify(found, undefined, 1) }],
    request: 'Say in plain words what is wrong and what to do first.',
  };
}
