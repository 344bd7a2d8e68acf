import {
  healthGroups,
  healthStatuses,
  modelExplanationSchema,
  safeFixes,
  schema,
  type Infer,
} from '@nixai/api';

const { object, string, list, boolean, number, integer, optional, described, oneOf } = schema;

const fixSchema = object({
  title: string,
  code: optional(described('To paste', string)),
  language: optional(oneOf('sh', 'nix')),
  safe: optional(described('What --auto-fix would do by itself', oneOf(...safeFixes))),
});

export const resultSchema = object({
  check: described('The id of the check', string),
  title: string,
  group: oneOf(...healthGroups),
  status: oneOf(...healthStatuses),
  target: optional(described('What of it, where there are several', string)),
  summary: string,
  value: optional(number),
  unit: optional(oneOf('%', 'bytes', 'seconds', 'days', '')),
  minor: optional(described('The bound from which on the value is minor', number)),
  major: optional(number),
  critical: optional(number),
  evidence: list(string),
  fix: optional(fixSchema),
  cause: optional(described('What nixai diagnose says of it', string)),
  known: optional(described('It was so already when the baseline was saved', boolean)),
  from: optional(described('The plugin whose check it is', string)),
  milliseconds: described('How long the whole check took', integer),
});
export type HealthResult = Infer<typeof resultSchema>;

export const countsSchema = object({
  ok: integer,
  minor: integer,
  major: integer,
  critical: integer,
  unknown: integer,
  skipped: integer,
});

const changeSchema = object({
  name: string,
  before: optional(described('Versions in the older system', list(string))),
  after: optional(described('Versions in the running one', list(string))),
});

export const comparisonSchema = object({
  generation: integer,
  system: described('The older system', string),
  kernel: optional(described('The kernel before and now, where it is another', string)),
  changes: described('Packages that differ', list(changeSchema)),
  options: optional(
    described(
      'Options that are not set alike, as Nix; absent where not both systems keep their configuration',
      list(object({ option: string, before: optional(string), after: optional(string) })),
    ),
  ),
  failedSince: optional(
    described(
      'Units that have failed since the running system was activated; absent where systemd does not say',
      list(string),
    ),
  ),
});
export type Comparison = Infer<typeof comparisonSchema>;

export const fixedSchema = object({
  what: string,
  command: list(string),
  outcome: described(
    '`left` where it is for a person: the command needs root',
    oneOf('done', 'failed', 'left', 'planned'),
  ),
  after: optional(described('The status after it was done', oneOf(...healthStatuses))),
  why: optional(string),
});
export type Fixed = Infer<typeof fixedSchema>;

const wordsSchema = object({
  explanation: modelExplanationSchema,
  unbacked: described('Code in it that no check recommends', list(string)),
});

export const reportFormats = ['text', 'json', 'html', 'prometheus', 'nagios'] as const;

export const reportSchema = object({
  date: described('ISO 8601', string),
  host: optional(string),
  root: string,
  nixos: boolean,
  profile: optional(string),
  status: described('The worst of all that is known', oneOf(...healthStatuses)),
  counts: countsSchema,
  results: list(resultSchema),
  comparison: optional(comparisonSchema),
  fixed: optional(list(fixedSchema)),
  words: optional(described("A model's words for it (--explain)", wordsSchema)),
  prompt: optional(described('What a model would be told (--show-prompt)', string)),
  milliseconds: integer,
  shown: described(
    'How it is printed, and what counts for the exit code',
    object({
      format: oneOf(...reportFormats),
      full: boolean,
      quiet: boolean,
      strict: described('Whether what could not be told counts as minor', boolean),
    }),
  ),
});
export type HealthReport = Infer<typeof reportSchema>;
