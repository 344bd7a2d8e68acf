import type { Diagnosis, DiagnosisFix, DiagnosisPhase } from '@nixai/api';
import { isDecided } from './measured.js';

/** A line of the log that a finding rests on. */
export interface ExcerptLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** True for the line that was recognised. */
  readonly hit: boolean;
}

/** A fix, and whether it is for another context than the log's. */
export interface FindingFix extends DiagnosisFix {
  readonly elsewhere?: boolean;
}

/** A root cause that was recognised, or one of its consequences. */
export interface Finding extends Diagnosis {
  /** Best first: those that hold where the log comes from, then those for elsewhere. */
  readonly fixes: readonly FindingFix[];
  readonly rule: string;
  readonly class: string;
  readonly phase: DiagnosisPhase;
  readonly title: string;
  readonly components: readonly string[];
  readonly docs: readonly { readonly title: string; readonly url: string }[];
  /** How sure its cause is. */
  readonly confidence: number;
  /** How sure the whole answer is, with what is said first. */
  readonly answer: number;
  /** Line of the log, counted from 1. */
  readonly line: number;
  readonly excerpt: readonly ExcerptLine[];
  /** How often the same was found. */
  readonly count: number;
  /** Whose log it stands in. */
  readonly derivation?: string;
  readonly role: 'cause' | 'consequence';
  /** For a consequence: the rule that found its cause. */
  readonly consequenceOf?: string;
  /** The named file as it is on this machine, if it is there. */
  readonly source?: {
    readonly file: string;
    readonly column?: number;
    readonly lines: readonly ExcerptLine[];
  };
}

/**
 * What is to be said first: the fix, where the log supports one. Where it leaves open which is right, the
 * first two possibilities: each with its condition, or the likelier one before the other.
 */
export function firstFixes({
  class: root,
  fixes,
}: Pick<Finding, 'class' | 'fixes'>): readonly FindingFix[] {
  const [first, second] = fixes;
  if (first === undefined) return [];
  const either =
    second !== undefined &&
    second.elsewhere !== true &&
    (first.step === 'if'
      ? second.step === 'if'
      : first.step === undefined &&
        !isDecided(root) &&
        isAlternative(second, first) &&
        rowsOf(first) + rowsOf(second) <= mostRows);
  return either ? [first, second] : [first];
}

/** About so many rows of the first screen two fixes may take: cause, proof and check need theirs. */
const mostRows = 5;

/** How many rows of a screen a fix takes. */
export const rowsOf = ({ title, code = '', fill = {} }: FindingFix): number =>
  Math.ceil(title.length / 74) +
  (code === '' ? 0 : code.split('\n').length) +
  Object.keys(fill).length;

/** What is done instead of the first fix, and not after it. */
const isAlternative = ({ title, step }: FindingFix, first: FindingFix): boolean =>
  step !== 'look' &&
  title !== first.title &&
  !/^(?:(?:To (?:see|have|run)|Should|Until|After|Then|When|Otherwise) |For good|Now, )/.test(
    title,
  );

/** Below this a finding is a guess, and shown as one. */
export const lowConfidence = 0.5;

/** What makes two findings the same. */
export function identityOf({ class: root, culprit }: Pick<Finding, 'class' | 'culprit'>): string {
  return `${root}\n${culprit}`;
}
