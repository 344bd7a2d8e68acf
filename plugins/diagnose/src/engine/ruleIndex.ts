import { buildAnchors } from './builds.js';
import { progressAnchors } from './progress.js';
import { symptomAnchors } from './symptom.js';
import type { DiagnosisPattern, DiagnosisRule } from '@nixai/api';
import { compileAnchors, type AnchorScanner } from '../scan/anchorScanner.js';

/** A pattern and the rule that it belongs to. */
export interface RulePattern extends DiagnosisPattern {
  readonly rule: DiagnosisRule;
}

/** Rules by the literal text that calls them. */
export interface RuleIndex {
  /** A scanner with its own state: one for each stream. */
  scanner(): AnchorScanner;
  /** The patterns that an anchor stands for; none for an anchor of the symptoms. */
  patterns(anchor: number): readonly RulePattern[];
  isSymptom(anchor: number): boolean;
  readonly rules: readonly DiagnosisRule[];
  /** Every literal text that is looked for. */
  readonly anchors: readonly string[];
}

/** Text that speaks of a failure without saying which. */
const symptoms = [...symptomAnchors, ...buildAnchors, ...progressAnchors];

/** Prepares rules for any number of logs. */
export function indexRules(rules: readonly DiagnosisRule[]): RuleIndex {
  const byAnchor = new Map<string, RulePattern[]>(symptoms.map((symptom) => [symptom, []]));
  for (const rule of rules)
    for (const pattern of rule.patterns)
      for (const anchor of pattern.anchors)
        byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), { ...pattern, rule }]);
  const count = new Set(symptoms).size;
  const anchors = [...byAnchor.keys()];
  const patterns = [...byAnchor.values()];
  return {
    scanner: compileAnchors(anchors),
    patterns: (anchor) => patterns[anchor] ?? [],
    rules,
    anchors,
    isSymptom: (anchor) => anchor < count,
  };
}
