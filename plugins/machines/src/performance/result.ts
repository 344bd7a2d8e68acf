import { schema, type Infer } from '@nixai/api';
import { faultSchema } from '../ssh/each.js';
import { series, valuesSchema } from './sample.js';

const {
  object,
  string,
  list,
  integer,
  number,
  boolean,
  optional,
  described,
  oneOf,
  union,
  literal,
} = schema;

/** What happens while machines are looked at. */
export const performanceEventSchema = object({
  kind: described(
    'over: a threshold is passed; back: no more; lost: it does not answer; found: it does again',
    oneOf('sample', 'over', 'back', 'lost', 'found'),
  ),
  machine: string,
  time: described('ISO 8601', string),
  values: optional(valuesSchema),
  threshold: optional(string),
  value: optional(number),
  why: optional(string),
});
export type PerformanceEvent = Infer<typeof performanceEventSchema>;

const courseSchema = object({
  of: oneOf(...series),
  low: number,
  mean: number,
  high: number,
  last: number,
  trend: described(
    'Means of equal parts of the time, oldest first; null where nothing was measured',
    list(union(number, literal(null))),
  ),
});

const machineSchema = object({
  name: string,
  host: string,
  samples: integer,
  missed: described('How often it was asked in vain', integer),
  fault: optional(described('Why, the last time', faultSchema)),
  courses: list(courseSchema),
  fullest: optional(described('Where the fullest file system is mounted', string)),
  killed: optional(described('Programs that the kernel killed for memory meanwhile', integer)),
  over: described(
    'Thresholds that were passed, and in how many samples',
    list(object({ threshold: string, samples: integer, highest: number })),
  ),
});
export type MachinePerformance = Infer<typeof machineSchema>;

export const performanceSchema = object({
  from: described('ISO 8601', string),
  to: string,
  every: described('Seconds from one sample to the next', integer),
  interrupted: boolean,
  unanswered: described('Nobody answered from the start, and it ended before its time', boolean),
  machines: list(machineSchema),
});
export type Performance = Infer<typeof performanceSchema>;
