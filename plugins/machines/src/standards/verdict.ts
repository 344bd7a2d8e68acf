import type { Declared } from './declared.js';
import type { Effective } from './running/facts.js';

/**
 * What becomes of a rule on a machine.
 * - `pass`: what runs is so, or, where no machine was asked, what is written
 * - `declared`: it is written so, and what runs could not be seen
 * - `undeclared`: what runs is so, and what is written says otherwise: the next deployment may undo it
 */
export const verdicts = [
  'fail',
  'undeclared',
  'unknown',
  'declared',
  'pass',
  'not-applicable',
] as const;
export type Verdict = (typeof verdicts)[number];

/** Of what is written and what runs; never a pass of what nobody has looked at. */
export function verdictOf(
  declared: Declared['answer'] | undefined,
  effective: Effective['answer'] | undefined,
): Verdict {
  if (effective === 'fail') return 'fail';
  if (effective === 'pass') return declared === 'fail' ? 'undeclared' : 'pass';
  if (declared === undefined || declared === 'unknown') return 'unknown';
  if (declared === 'pass') return 'declared';
  return declared;
}
