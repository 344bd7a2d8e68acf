import { firstFixes, type Finding } from './finding.js';
import { fixShare, measuredSteps } from './measured.js';

/** What is for another system or tool is no answer to this log. */
const elsewhere = 0.4;

/** How sure the whole answer is, with what is said first: at most as sure as its cause. */
export function answerOf(finding: Pick<Finding, 'class' | 'confidence' | 'fixes'>): number {
  return Math.min(finding.confidence, stepShare(finding));
}

function stepShare(finding: Pick<Finding, 'class' | 'fixes'>): number {
  const [first, second] = firstFixes(finding);
  if (first === undefined || first.step === 'look') return measuredSteps.look;
  if (first.elsewhere === true) return elsewhere;
  if (second !== undefined)
    return first.step === 'if' ? measuredSteps.stated : measuredSteps.ranked;
  return first.step === 'if' ? measuredSteps.condition : fixShare(finding.class);
}
