import { schema } from '@nixai/api';
import { faultSchema } from '../ssh/each.js';

const { object, string, list, integer, number, optional, described } = schema;

/** What becomes of each machine of a deployment. */
export const deployedPlanSchema = list(
  object({
    name: string,
    from: optional(string),
    next: optional(described('What it boots next', string)),
    to: string,
    derivation: optional(described('Where the machine builds it itself', string)),
    missing: optional(described('Store paths to copy; absent where it is built there', integer)),
    bytes: optional(described('Unpacked', integer)),
    lastSeconds: optional(described('What its last deployment from here took', number)),
    fault: optional(faultSchema),
  }),
);
