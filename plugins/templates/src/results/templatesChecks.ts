import { schema, type Infer } from '@nixai/api';
import { verdict } from '../checks/verdict.js';

const { object, list, string, integer, optional, oneOf, described } = schema;

export const validation = object({
  template: string,
  cases: described('How many sets of values it was rendered with.', integer),
  against: list(string),
  findings: list(
    object({
      ...{ rule: string, severity: oneOf('error', 'warning', 'note') },
      ...{ message: string, line: integer, values: string },
    }),
  ),
  needs: described('What the configuration has to give, as the template does not.', list(string)),
  evaluated: optional(
    object({ outcome: oneOf('evaluated', 'failed', 'impossible'), detail: string }),
  ),
});

export const compatibility = object({
  template: string,
  machine: list(object({ what: string, value: string })),
  verdicts: list(verdict),
});
export type CompatibilityReport = Infer<typeof compatibility>;

export const optimization = object({
  template: string,
  suggestions: list(
    object({ line: integer, about: string, why: string, instead: optional(string) }),
  ),
  usage: optional(
    described(
      'What became of its definitions in your configuration, where it is on record.',
      object({ entry: string, kept: integer, changed: list(string), gone: list(string) }),
    ),
  ),
});
export type OptimizationReport = Infer<typeof optimization>;

export const documentation = object({ template: string, format: string, text: string });
