import { schema, type Infer } from '@nixai/api';
import { recordSchema } from '../../deploy/record.js';
import { faultSchema } from '../../ssh/each.js';
import { findingSchema } from '../result.js';

const { object, string, list, boolean, optional, described, oneOf } = schema;

const outcomes = [
  'mended',
  'to-be-mended',
  'still-there',
  'recommended',
  'left',
  'agreed',
] as const;

const fixedFindingSchema = object({
  finding: findingSchema,
  outcome: described(
    'mended, still-there: seen in a look after the deployment; recommended: no deployment mends it',
    oneOf(...outcomes),
  ),
});
export type FixedFinding = Infer<typeof fixedFindingSchema>;

const fixedMachineSchema = object({
  name: string,
  host: string,
  fault: optional(faultSchema),
  system: optional(described('The one that is activated', string)),
  why: optional(described('Why nothing is done there', string)),
  findings: list(fixedFindingSchema),
});
export type FixedMachine = Infer<typeof fixedMachineSchema>;

export const driftFixedSchema = object({
  machines: list(fixedMachineSchema),
  deployment: optional(recordSchema),
  dryRun: boolean,
});
export type DriftFixed = Infer<typeof driftFixedSchema>;
