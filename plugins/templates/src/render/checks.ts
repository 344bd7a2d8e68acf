import type { View } from '@nixai/api';
import type { Validation } from '../checks/validate.js';
import type { Verdict } from '../checks/verdict.js';
import type { CompatibilityReport, OptimizationReport } from '../results/templatesChecks.js';
import { lookedUp } from './lookedUp.js';

/** What came of a template with each of its choices. */
export function renderValidation(result: Validation, view: View): string {
  const { template, cases, findings, needs, evaluated } = result;
  const wrong = findings.some(({ severity }) => severity === 'error');
  const rendered = `${template}, with ${cases} ${cases === 1 ? 'set' : 'sets'} of values`;
  return [
    findings
      .map(({ severity, message, line, values }) =>
        view.wrap(`${severity}, line ${line}: ${message}${values === '' ? '' : ` (${values})`}`),
      )
      .join('\n'),
    wrong ? '' : view.wrap(`${rendered}: ${lookedUp(result)}`),
    needs.map((one) => view.wrap(`Yours to see to: ${one}`)).join('\n'),
    evaluated === undefined
      ? ''
      : view.wrap(
          {
            evaluated: `Nix evaluates a system with it: ${evaluated.detail}. That it boots is another matter.`,
            failed: `Nix refuses it: ${evaluated.detail}`,
            impossible: `Not evaluated: ${evaluated.detail}.`,
          }[evaluated.outcome],
        ),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** What a machine has of what is needed. */
export function renderVerdicts(verdicts: readonly Verdict[], view: View): string {
  return view.table(
    [{ title: '' }, { title: 'What' }, { title: 'Seen', flexible: true }],
    verdicts.map(({ about, outcome, evidence = '' }) => [outcomes[outcome], about, evidence]),
  );
}

const outcomes = { met: 'yes', unmet: 'NO', unknown: '?' } as const;

export function renderCompatibility(result: CompatibilityReport, view: View): string {
  const { template, machine, verdicts } = result;
  const unmet = verdicts.filter(({ outcome }) => outcome === 'unmet').length;
  const open = verdicts.filter(({ outcome }) => outcome === 'unknown').length;
  return [
    machine.length === 0
      ? ''
      : view.pairs(machine.map(({ what, value }) => [what, value] as const)),
    verdicts.length === 0
      ? `${template} needs nothing of a machine that could be looked at.`
      : renderVerdicts(verdicts, view),
    verdicts.length === 0
      ? ''
      : view.wrap(
          `${unmet === 0 ? 'Nothing is missing' : `${unmet} missing`}${open === 0 ? '' : `; ${open} could not be looked at`}.`,
        ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

export function renderOptimization(result: OptimizationReport, view: View): string {
  const { template, suggestions, usage } = result;
  return [
    suggestions.length === 0
      ? `No rule has anything to say of ${template}.`
      : suggestions
          .map(({ line, about, why, instead }) =>
            view.wrap(
              `- line ${line}: ${about}. ${why}${instead === undefined ? '' : ` Instead: ${instead}`}`,
              2,
            ),
          )
          .join('\n'),
    usage === undefined
      ? ''
      : [
          view.wrap(`In ${usage.entry} ${usage.kept} of its options are as it says.`),
          ...(usage.changed.length === 0
            ? []
            : [view.wrap(`Changed: ${usage.changed.join(', ')}.`)]),
          ...(usage.gone.length === 0 ? [] : [view.wrap(`Taken out: ${usage.gone.join(', ')}.`)]),
        ].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
