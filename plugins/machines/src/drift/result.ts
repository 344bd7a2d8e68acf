import { schema, type Infer } from '@nixai/api';
import { faultSchema } from '../ssh/each.js';
import { severities } from './kinds.js';

const { object, string, list, boolean, optional, described, oneOf } = schema;

export const findingSchema = object({
  id: described('The same as long as it is the same thing', string),
  kind: string,
  subject: described('What it is about: a path, a unit, a user', string),
  severity: oneOf(...severities),
  mends: described(
    'The same system once more, a restart, or only a person',
    oneOf('redeploy', 'reboot', 'by-hand'),
  ),
  summary: string,
  evidence: list(string),
  unknowable: optional(described('What nobody can read from the machine', string)),
  exception: optional(
    described(
      'Somebody has agreed to it',
      object({
        reason: string,
        approvedBy: string,
        until: described('Its last day', string),
        over: described('That day is over: the finding counts again', boolean),
      }),
    ),
  ),
});
export type Finding = Infer<typeof findingSchema>;

export const machineDriftSchema = object({
  name: string,
  host: string,
  fault: optional(faultSchema),
  system: optional(described('The one that runs', string)),
  expected: optional(described('The one that is expected', string)),
  expectedBy: optional(described('Who expects it: a deployment, a configuration', string)),
  findings: list(findingSchema),
  notTold: described(
    'Questions that could not be answered',
    list(object({ what: string, why: string })),
  ),
});
export type MachineDrift = Infer<typeof machineDriftSchema>;

/** Whether it counts: nobody has agreed to it, or no more. */
export const isOpen = ({ exception }: Finding): boolean =>
  exception === undefined || exception.over;
