import type { DiagnosisFix, FixConditions } from '@nixai/api';

type Risk = DiagnosisFix['risk'];

/** What a fix may say beside its text. */
export interface FixDetails {
  readonly risk?: Risk;
  /** For each `YOUR_…` in the code: what to put there. */
  readonly fill?: Readonly<Record<string, string>>;
  readonly holds?: FixConditions;
}

/** A fix for NixOS, which is also what is taken where the log does not tell the system. */
export const onNixos: FixConditions = { platforms: ['nixos', 'unknown'] };
/** A fix for another Linux, likewise. */
export const onOtherLinux: FixConditions = { platforms: ['linux', 'unknown'] };

/** What a title begins with whose fix is right only if something is so that the log does not say. */
const condition = /^(?:Or )?[Ii]f /;
/** What a title begins with whose command shows what to do, and changes nothing. */
const looking = /^(?:See|Read|Look at|Look for) /;

const stepOf = (title: string): Pick<DiagnosisFix, 'step'> =>
  condition.test(title) ? { step: 'if' } : looking.test(title) ? { step: 'look' } : {};

/** A fix that is Nix source to paste. */
export function nixFix(title: string, code: string, details: Risk | FixDetails = {}): DiagnosisFix {
  return { title, code, language: 'nix', ...stepOf(title), ...detailsOf(details) };
}

/** A fix that is a command to run. */
export function shellFix(
  title: string,
  code: string,
  details: Risk | FixDetails = {},
): DiagnosisFix {
  return { title, code, language: 'sh', ...stepOf(title), ...detailsOf(details) };
}

/** A fix that has no text of its own. */
export function advice(title: string, details: Risk | FixDetails = {}): DiagnosisFix {
  return { title, ...stepOf(title), ...detailsOf(details) };
}

function detailsOf(details: Risk | FixDetails): Pick<DiagnosisFix, 'risk' | 'fill' | 'holds'> {
  return typeof details === 'string' ? { risk: details } : { risk: 'none', ...details };
}
