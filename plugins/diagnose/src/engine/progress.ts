import type { CleanLine } from '../log/line.js';
import type { Finding } from './finding.js';
import type { Symptom } from './symptom.js';

/** What a switch prints when it begins to put a system in place: evaluation and build are behind it. */
export const progressAnchors: readonly string[] = [
  'activating the configuration...',
  'Starting Home Manager activation',
  'Done. The new configuration is',
];

const begun =
  /^\s*(?:activating the configuration\.\.\.|Starting Home Manager activation|Done\. The new configuration is )/;

/** The weight of what tools complain of and go on: a file that is not there. */
const complaint = 5;

/** How sure one still is of what did not stop a switch. */
const survivedConfidence = 0.2;

/** How far a switch came: what stands before its activation did not stop it, however it sounds. */
export function createProgress() {
  let reached = 0;
  return {
    read({ text, number, source }: CleanLine): void {
      // With a source it is one machine of several.
      if (source === undefined && begun.test(text)) reached = Math.max(reached, number);
    },
    /** The line from which on something may have gone wrong; 0 where no switch was begun. */
    reached: (): number => reached,
  };
}

/** The findings of a log whose switch was begun at that line. */
export function beyond(reached: number, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((one) =>
    survives(reached, one)
      ? {
          ...one,
          confidence: Math.min(one.confidence, survivedConfidence),
          answer: Math.min(one.answer, survivedConfidence),
        }
      : one,
  );
}

function survives(reached: number, one: Finding): boolean {
  if (reached === 0 || one.phase === 'activation' || one.phase === 'runtime') return false;
  const text = one.excerpt.find(({ hit }) => hit)?.text ?? '';
  // Warnings may be printed in another order than they were met: two streams in one file.
  if (/^\s*…?(?:trace: |evaluation )*warning: /.test(text)) return true;
  // What was met again may also stand behind it.
  return one.line < reached && one.count === 1;
}

/** Of what speaks of a failure, that which a switch that was begun did not just go on from. */
export function behind(reached: number, symptoms: readonly Symptom[]): readonly Symptom[] {
  return reached === 0
    ? symptoms
    : symptoms.filter(
        ({ line, weight, text }) =>
          line > reached && weight !== complaint && !/^\s*warning: /.test(text),
      );
}
