import type { DiagnosisFix } from './diagnosis/index.js';

/** What an error message means, and what to do about it. */
export interface ErrorExplanation {
  /** The kind of failure, and what is at fault, as far as the message names it. */
  readonly title: string;
  /** The cause, in one to three sentences. */
  readonly message: string;
  /** What to do first: the fix, or the possibilities that the message leaves open. */
  readonly steps: readonly DiagnosisFix[];
  /** A command that says more, given the whole output: `nixai diagnose`. */
  readonly more: string;
}

/** Explains an error message that somebody quotes in a question. */
export interface Explainer {
  /**
   * Looks for a known message in the text; reads nothing else, and asks nobody.
   * @returns undefined where it knows none, or is not sure.
   */
  explain(text: string): Promise<ErrorExplanation | undefined>;
}
