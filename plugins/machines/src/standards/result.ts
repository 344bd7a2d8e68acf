import { schema, type Infer } from '@nixai/api';
import { faultSchema } from '../ssh/each.js';
import { ruleSeverities } from './rule.js';
import { verdicts } from './verdict.js';

const { object, string, list, integer, boolean, optional, described, oneOf } = schema;

const judgedSchema = object({
  rule: string,
  title: described('What is the case where it is kept', string),
  severity: oneOf(...ruleSeverities),
  why: string,
  fix: optional(string),
  verdict: described(
    'declared: written so, and what runs was not seen; undeclared: it runs so, and is written otherwise',
    oneOf(...verdicts),
  ),
  declared: optional(
    object({
      answer: oneOf('pass', 'fail', 'unknown', 'not-applicable'),
      place: optional(object({ file: string, line: integer })),
      why: optional(string),
    }),
  ),
  effective: optional(
    object({
      answer: oneOf('pass', 'fail', 'unknown'),
      value: optional(described('What was read', string)),
      why: optional(string),
    }),
  ),
  exception: optional(object({ reason: string, approvedBy: string, until: string, over: boolean })),
});
export type JudgedRule = Infer<typeof judgedSchema>;

const scannedSchema = object({
  name: string,
  host: optional(described('Absent where no machine was asked', string)),
  fault: optional(faultSchema),
  asRoot: optional(boolean),
  configuration: optional(described('Where what is declared was read', string)),
  unread: optional(described('Why nothing of what is declared was read', string)),
  vulnerabilities: described('What is known of holes in packages', string),
  rules: list(judgedSchema),
});
export type Scanned = Infer<typeof scannedSchema>;

export const scanSchema = object({
  rules: described('The name of the rules', string),
  count: described('How many there are', integer),
  machines: list(scannedSchema),
  saved: optional(object({ file: string, written: boolean })),
});
export type Scan = Infer<typeof scanSchema>;

/** Whether it counts: it is not kept, and nobody has agreed to that, or no more. */
export const isOpenRule = ({ verdict, exception }: JudgedRule): boolean =>
  verdict === 'fail' && (exception === undefined || exception.over);
