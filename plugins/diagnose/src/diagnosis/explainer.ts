import type { Explainer, Host } from '@nixai/api';
import { createDiagnoser } from '../engine/diagnoser.js';
import { firstFixes } from '../engine/finding.js';
import { indexRules } from '../engine/ruleIndex.js';
import { allRules } from './diagnoseLog.js';

/** Below it a message could be something else, and a question is not answered by a guess. */
const sure = 0.75;

/** Explains an error message with the rules that read logs. */
export function createExplainer(host: Host): Explainer {
  return {
    async explain(text) {
      const diagnoser = createDiagnoser(indexRules(await allRules(host)));
      diagnoser.push(Buffer.from(`${text}\n`));
      const [first] = diagnoser
        .end()
        .findings.filter(({ role, confidence }) => role === 'cause' && confidence >= sure);
      if (first === undefined) return undefined;
      const { title, culprit, message, fixes } = first;
      return {
        title: `${title}: ${culprit}`,
        message,
        steps: firstFixes(fixes),
        more: 'YOUR_COMMAND 2>&1 | nixai diagnose',
      };
    },
  };
}
