import type { DiagnosisFix, FixConditions } from '@nixai/api';

type Risk = DiagnosisFix['risk'];

/** What a fix may say beside its text. */
export interface FixDetails {
  readonly risk?: Risk;
  /** For each `YOUR_…` in the code: what to put there. */
  readonly fill?: Readonly<Record<string, string>>;
  readonly holds?: FixConditions;
}

/** A fix that is Nix source to paste. */
export function nixFix(title: string, code: string, details: Risk | FixDetails = {}): DiagnosisFix {
  return { title, code, language: 'nix', ...detailsOf(details) };
}

/** A fix that is a command to run. */
export function shellFix(
  title: string,
  code: string,
  details: Risk | FixDetails = {},
): DiagnosisFix {
  return { title, code, language: 'sh', ...detailsOf(details) };
}

/** A fix that has no text of its own. */
export function advice(title: string, details: Risk | FixDetails = {}): DiagnosisFix {
  return { title, ...detailsOf(details) };
}

function detailsOf(details: Risk | FixDetails): Pick<DiagnosisFix, 'risk' | 'fill' | 'holds'> {
  return typeof details === 'string' ? { risk: details } : { risk: 'none', ...details };
}
