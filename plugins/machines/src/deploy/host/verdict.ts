import type { Look } from './steps.js';

/**
 * What a host is, at the end.
 * - `new`, `old`: it runs that system and will boot it
 * - `unchanged`: it was never touched
 * - `neither`: it says something else; a person has to look
 * - `unknown`: it cannot be asked
 */
export type Verdict = 'new' | 'old' | 'unchanged' | 'neither' | 'unknown';

export interface Systems {
  readonly old: string;
  readonly new: string;
  /** The boot default before. */
  readonly oldNext: string;
  readonly mode: 'switch' | 'boot' | 'test';
}

/**
 * The verdict of what a host says; undefined where it is not decided yet. Only what it runs and boots
 * counts, never what was last heard.
 */
export function verdictOf(look: Look, systems: Systems): Verdict | undefined {
  const undecided = look.folder && look.result === undefined && look.guard;
  if (undecided) return undefined;
  const { current, next } = look;
  const wanted = wantedOf(systems);
  const wentBack = look.result === 'rolled-back' || look.result === 'boot-failed';
  // Where the same system was activated once more, only the guard knows whether it stayed.
  if (current === wanted.current && next === wanted.next && !wentBack) return 'new';
  if (current === systems.old && next === systems.oldNext) return 'old';
  // The guard saw it on its old system before it let go of the lock: what runs now is another deployment's.
  if (wentBack && current !== undefined && current !== systems.new) return 'old';
  return 'neither';
}

/** Whether a machine runs and boots what it shall, as far as the mode goes. */
export const isSettled = (
  { current, next }: Pick<Look, 'current' | 'next'>,
  { new: target, mode }: Pick<Systems, 'new' | 'mode'>,
): boolean => (mode === 'boot' || current === target) && (mode === 'test' || next === target);

/** What it runs and boots where all went well. */
function wantedOf({ old, new: target, oldNext, mode }: Systems) {
  return {
    current: mode === 'boot' ? old : target,
    next: mode === 'test' ? oldNext : target,
  };
}
