import { checkFindingSchema, citationSchema, schema, verificationSchema } from '@nixai/api';

const {
  boolean,
  described,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  record,
  string,
  union,
} = schema;

const prompt = object({
  provider: string,
  model: optional(string),
  prompt: described('As it would be sent, after redaction', string),
});

const answer = object({
  question: string,
  outcome: oneOf('answered', 'unknown'),
  answer: described('Markdown', string),
  below: optional(
    described(
      "What stands below a model's own words in the answer: sources and next steps",
      string,
    ),
  ),
  sections: described(
    'The parts of an answer composed without a model',
    list(
      object({
        kind: oneOf(
          'answer',
          'doubt',
          'findings',
          'explained',
          'renames',
          'configuration',
          'steps',
          'apply',
          'check',
          'pitfalls',
          'context',
          'also',
          'related',
          'more',
          'options',
          'links',
          'next',
          'nearest',
        ),
        title: optional(string),
        text: string,
      }),
    ),
  ),
  citations: list(citationSchema),
  options: list(object({ name: string, set: oneOf('nixos', 'home-manager') })),
  packages: list(string),
  provider: described('offline when no model was asked', string),
  model: optional(string),
  chosenBy: oneOf('flag', 'environment', 'config', 'found', 'offline'),
  complete: boolean,
  tokens: optional(object({ input: optional(integer), output: optional(integer) })),
  timings: described(
    'Milliseconds',
    object({ docs: number, firstText: optional(number), model: optional(number), total: number }),
  ),
  redacted: described('How many secrets were taken out, by kind', record(integer)),
  fallbacks: list(object({ provider: string, why: string })),
  verification: optional(verificationSchema),
  sources: list(
    object({
      source: string,
      outcome: oneOf('answered', 'timed-out', 'failed', 'skipped'),
      took: described('Milliseconds', number),
      detail: optional(string),
    }),
  ),
  machine: optional(
    object({
      folder: string,
      kind: oneOf('flake', 'channels'),
      release: optional(string),
      releaseFrom: optional(string),
      stateVersion: optional(string),
      hosts: list(string),
    }),
  ),
  findings: optional(
    described(
      'What nixai check finds in the files that the question is about, the gravest first; absent where it is about none',
      list(checkFindingSchema),
    ),
  ),
  context: described(
    "Lines of the person's own files that bear on the answer",
    list(
      object({
        file: string,
        line: { ...integer, minimum: 1 },
        text: string,
        remark: optional(string),
      }),
    ),
  ),
  missed: described('Words of the question that nothing in the answer is about', list(string)),
  doubtful: described(
    'The answer is what comes nearest, and says itself that it may be beside the point',
    boolean,
  ),
  next: list(string),
});

export const askResult = union(answer, prompt);
