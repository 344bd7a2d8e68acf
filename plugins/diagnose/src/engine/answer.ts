import { decided } from './decided.js';
import { firstFixes, type Finding } from './finding.js';

/** How often a first step was right on logs that no rule had seen, by what it is: docs/diagnose.md has the table. */
const measured = {
  stated: 0.95,
  decided: 0.92,
  condition: 0.75,
  ranked: 0.7,
  single: 0.6,
  open: 0.5,
} as const;

/** How sure the whole answer is, with what is said first: at most as sure as its cause. */
export function answerOf(finding: Pick<Finding, 'class' | 'confidence' | 'fixes'>): number {
  const { class: root, confidence } = finding;
  const [first, second] = firstFixes(finding);
  const step =
    first === undefined || first.step === 'look'
      ? measured.open
      : second !== undefined
        ? first.step === 'if'
          ? measured.stated
          : measured.ranked
        : first.step === 'if'
          ? measured.condition
          : decided.has(root)
            ? measured.decided
            : measured.single;
  return Math.min(confidence, step);
}
