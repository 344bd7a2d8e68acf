import { schema, type Infer, type JsonSchema } from '@nixai/api';

const { object, string, list, optional, described, oneOf, union, number, boolean } = schema;

/** From what a person has to do today to what is good to know. */
export const ruleSeverities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type RuleSeverity = (typeof ruleSeverities)[number];

const plainValue = union(string, number, boolean);

/**
 * How a value is judged. `is`, `not`, `oneOf`, `atLeast` and `atMost` are of one value; `has` and `lacks` of
 * the texts of a value and of a list, by a regular expression; `set` and `unset` of whether there is one.
 */
export const operators = [
  'is',
  'not',
  'oneOf',
  'atLeast',
  'atMost',
  'has',
  'lacks',
  'set',
  'unset',
] as const;
export type Operator = (typeof operators)[number];

const testFields = {
  op: oneOf(...operators),
  value: optional(union(plainValue, list(plainValue))),
};

const conditionSchema = object({
  option: described(
    'Its path; a name with dots in quotes, `*` for any name, each of which is judged alone',
    string,
  ),
  ...testFields,
  default: optional(described('What it is where nothing sets it', union(plainValue, list(string)))),
});
export type Condition = Infer<typeof conditionSchema>;

/** What is read of a running machine; see `script.ts`. */
export const readKinds = [
  'sysctl',
  'sshd',
  'cmdline',
  'nix',
  'login',
  'unit',
  'port',
  'module',
  'mount',
  'kernel',
] as const;

const probeSchema = object({
  read: described('A kind and a name: `sysctl kernel.kptr_restrict`, `port 5432`', string),
  ...testFields,
});

const sampleSchema = schema.record(schema.any);

export const ruleSchema = object({
  id: described('Stable, kebab-case', string),
  title: described('What is the case where it is kept', string),
  severity: oneOf(...ruleSeverities),
  baselines: optional(list(string)),
  why: string,
  decided: optional(described('How the value and the severity were chosen', string)),
  references: optional(list(string)),
  when: optional(
    described('Where one of these does not hold, it does not apply', list(conditionSchema)),
  ),
  match: optional(
    described('Whether all or one of the options have to be so', oneOf('all', 'any')),
  ),
  declared: optional(list(conditionSchema)),
  running: optional(probeSchema),
  fix: optional(described('What mends it, as Nix', string)),
  careful: optional(
    described(
      'What may come of its fix that nobody expects: it is written where it is named',
      string,
    ),
  ),
  samples: optional(
    object({
      fires: described('Options and values that break it', list(sampleSchema)),
      quiet: list(sampleSchema),
      runs: optional(object({ fires: described('A value that was read', string), quiet: string })),
    }),
  ),
});
export type Rule = Infer<typeof ruleSchema>;

/** Rules, as a file has them. */
export const rulesFileSchema = object({
  version: schema.literal(1),
  name: string,
  rules: list(ruleSchema),
});
export type RulesFile = Infer<typeof rulesFileSchema>;

/** What a file of rules may say, for editors. */
export const publishedRules: JsonSchema = {
  title: 'Rules for nixai machines audit',
  ...rulesFileSchema,
};
