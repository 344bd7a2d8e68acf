import { schema, type Infer } from '@nixai/api';
import { editedSchema } from '../edits/result.js';
import { faultSchema } from '../ssh/each.js';

const { object, string, list, integer, optional, described } = schema;

const adviceSchema = object({
  id: string,
  title: string,
  numbers: described('What was read there', list(string)),
  nix: described('What brings it about', string),
  cost: described('What comes of it that somebody may not want', string),
});

const machineSchema = object({
  name: string,
  host: string,
  fault: optional(faultSchema),
  samples: described('How many of performance monitor were looked at', integer),
  advice: list(adviceSchema),
});
export type OptimizedMachine = Infer<typeof machineSchema>;

export const optimizedSchema = object({
  machines: list(machineSchema),
  edited: optional(
    described('With --apply-recommendations, one of each question', list(editedSchema)),
  ),
});
export type Optimized = Infer<typeof optimizedSchema>;
