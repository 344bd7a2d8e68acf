import type { Diagnosis, DiagnosisPattern, DiagnosisRule, Evidence } from '@nixai/api';

/** One of many wordings that a rule knows, with what it makes of it. */
export interface Saying extends DiagnosisPattern {
  readonly explain: (evidence: Evidence) => Diagnosis | undefined;
}

/** A rule for mistakes that are alike, where each has words of its own. */
export function ruleOfSayings(
  head: Omit<DiagnosisRule, 'patterns' | 'explain'>,
  sayings: readonly Saying[],
): DiagnosisRule {
  return {
    ...head,
    patterns: sayings.map(({ anchors, line }) => ({ anchors, line })),
    explain: (evidence) =>
      sayings.find(({ line }) => line.test(evidence.line.text))?.explain(evidence),
  };
}
