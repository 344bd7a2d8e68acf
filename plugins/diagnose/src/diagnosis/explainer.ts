import type { Explainer, Host } from '@nixai/api';
import { createDiagnoser } from '../engine/diagnoser.js';
import { firstFixes } from '../engine/finding.js';
import { indexRules, type RuleIndex } from '../engine/ruleIndex.js';
import { asPrinted } from './asPrinted.js';
import { allRules } from './diagnoseLog.js';

/** Below it a message could be something else, and a question is not answered by a guess. */
const sure = 0.75;

/** Explains an error message with the rules that read logs. */
export function createExplainer(host: Host): Explainer {
  // In a conversation there are several questions.
  let index: Promise<RuleIndex> | undefined;
  return {
    async explain(text) {
      index ??= allRules(host).then(indexRules);
      const diagnoser = createDiagnoser(await index);
      diagnoser.push(Buffer.from(asPrinted(text)));
      const [first] = diagnoser
        .end()
        .findings.filter(({ role, confidence }) => role === 'cause' && confidence >= sure);
      if (first === undefined) return undefined;
      const { title, culprit, message } = first;
      return {
        title: `${title}: ${culprit}`,
        message,
        steps: firstFixes(first),
        more: 'YOUR_COMMAND 2>&1 | nixai diagnose',
      };
    },
  };
}
