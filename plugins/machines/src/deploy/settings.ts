import { schema, type Infer } from '@nixai/api';

const { object, string, boolean, integer, optional, described, oneOf } = schema;

/** How a deployment goes about it, as a plan has it. */
export const settingsSchema = object({
  mode: oneOf('switch', 'boot', 'test'),
  policy: object({
    atOnce: described('How many may be down at once', integer),
    onFailure: oneOf('stop', 'continue'),
    rollbackOnFailure: boolean,
  }),
  health: object({
    url: optional(described('Asked for on the machine itself', string)),
    command: optional(described('A line for the shell there', string)),
    strict: described('No unit at all may have failed', boolean),
    timeout: described('Seconds for each attempt', integer),
  }),
  attempts: integer,
  soak: described('Seconds that it has to stay well', integer),
  activation: described('Seconds that a switch may take', integer),
  confirmation: described('Seconds until a machine goes back by itself', integer),
  rollback: described('Seconds that going back may take', integer),
  substitute: described('Machines fetch what they can from their caches', boolean),
  backup: boolean,
  drain: optional(described('A line for the shell here', string)),
  undrain: optional(string),
});
export type PlanSettings = Infer<typeof settingsSchema>;
