import { schema, type Infer } from '@nixai/api';

const { object, string, number, optional, described, oneOf } = schema;

export const rebootedSchema = object({
  name: string,
  verdict: described(
    'restarted: with another boot id, the system that it was to boot, and well',
    oneOf(
      'restarted',
      'wrong-system',
      'unwell',
      'not-restarted',
      'unreachable',
      'unchanged',
      'left',
    ),
  ),
  system: optional(described('The system that it runs now', string)),
  expected: optional(described('The system that it was to boot', string)),
  why: optional(string),
  seconds: optional(described('Until it was asked and well', number)),
});
export type Rebooted = Infer<typeof rebootedSchema>;
