import { schema, type Infer } from '@nixai/api';
import { objectivesSchema, phases, planSchema } from './plan.js';

const { object, string, list, integer, number, boolean, optional, oneOf, described } = schema;

const states = ['passed', 'failed', 'not-tested', 'left', 'planned'] as const;
const state = described(
  'not-tested: nobody said how, or where; left: it had failed before; planned: with --dry-run',
  oneOf(...states),
);

const recoveredSchema = object({
  name: string,
  on: described('Where it came back', string),
  standby: boolean,
  backup: optional(object({ id: string, made: string })),
  ageSeconds: optional(described('Of its backup when this began: what would be lost', number)),
  files: optional(described('Restored and compared', integer)),
  folder: optional(described('Where what was restored lies', string)),
  lastSeconds: optional(described('What restoring it took the last time', number)),
  steps: list(
    object({ phase: oneOf(...phases), state, seconds: optional(number), why: optional(string) }),
  ),
});
export type Recovered = Infer<typeof recoveredSchema>;
export type Step = Recovered['steps'][number];

/** What a recovery, or the test of one, came to: measured, and nothing else. */
export const reportSchema = object({
  id: string,
  plan: string,
  mode: oneOf('test', 'run', 'dry-run'),
  began: string,
  verdict: described(
    'partial: nothing failed, and something was not tested',
    oneOf('passed', 'partial', 'failed', 'planned'),
  ),
  seconds: optional(described('All of it, measured', number)),
  objectives: objectivesSchema,
  pointSeconds: optional(described('The oldest of what came back', number)),
  phases: list(
    object({ phase: oneOf(...phases), state, seconds: optional(number), target: optional(number) }),
  ),
  machines: list(recoveredSchema),
  findings: described('What was not as it should be, and what was not tested', list(string)),
  saved: described('Where the report lies', list(string)),
});
export type Report = Infer<typeof reportSchema>;

export const createdSchema = object({
  plan: planSchema,
  file: string,
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
});
export type Created = Infer<typeof createdSchema>;

const lastSchema = object({
  id: string,
  began: string,
  mode: oneOf('test', 'run', 'dry-run'),
  verdict: oneOf('passed', 'partial', 'failed', 'planned'),
  seconds: optional(number),
  pointSeconds: optional(number),
});
export const shownPlanSchema = object({
  file: string,
  plan: planSchema,
  last: optional(described('The last test, or the last recovery', lastSchema)),
});
export type ShownPlan = Infer<typeof shownPlanSchema>;
