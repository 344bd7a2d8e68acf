import { ExitCode, NixaiError } from '@nixai/api';
import type { ComplianceVerdict } from './compliance.js';

/** @throws NixaiError `template-noncompliant` where a rule is not met; what nobody could look at is told. */
export function refuseUnmet(id: string, verdicts: readonly ComplianceVerdict[]): void {
  const unmet = verdicts.filter(({ outcome }) => outcome === 'unmet');
  if (unmet.length === 0) return;
  throw new NixaiError({
    code: 'template-noncompliant',
    what: `${unmet.length === 1 ? 'a rule' : `${unmet.length} rules`} of ${id} would not be met; nothing was written`,
    why: unmet.map(({ id: rule, about, evidence }) => `${rule}: ${about} (${evidence})`).join('\n'),
    hint: 'other values (--set), another machine, or ask whoever made the template',
    exitCode: ExitCode.refused,
  });
}
