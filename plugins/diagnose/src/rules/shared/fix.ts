import type { DiagnosisFix } from '@nixai/api';

type Risk = DiagnosisFix['risk'];

/** A fix that is Nix source to paste. */
export function nixFix(title: string, code: string, risk: Risk = 'none'): DiagnosisFix {
  return { title, code, language: 'nix', risk };
}

/** A fix that is a command to run. */
export function shellFix(title: string, code: string, risk: Risk = 'none'): DiagnosisFix {
  return { title, code, language: 'sh', risk };
}

/** A fix that has no text of its own. */
export function advice(title: string, risk: Risk = 'none'): DiagnosisFix {
  return { title, risk };
}
