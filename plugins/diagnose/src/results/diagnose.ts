import { modelExplanationSchema, schema, type LogTool, type Schema } from '@nixai/api';
import { diagnosisFormats } from '../diagnosis/result.js';

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

const excerptLine = object({ line: integer, text: string, hit: boolean });

const finding = object({
  rule: string,
  class: string,
  phase: string,
  title: string,
  culprit: string,
  message: string,
  at: optional(
    object({
      file: string,
      line: optional(integer),
      column: optional(integer),
      index: optional(described("Index of its line in the log's block", integer)),
      library: optional(described('It lies in the libraries of nixpkgs or Home Manager', boolean)),
    }),
  ),
  facts: optional(record(string as Schema<string | undefined>)),
  fixes: list(
    object({
      title: string,
      code: optional(string),
      language: optional(oneOf('nix', 'sh', 'text')),
      risk: oneOf('none', 'restart', 'data', 'security'),
      fill: optional(
        described('What to put in the place of each YOUR_… of the code.', record(string)),
      ),
      step: optional(
        described(
          'Absent: the fix. if: right only if what its title begins with is so. look: shows what to do.',
          oneOf('if', 'look'),
        ),
      ),
      holds: optional(
        described(
          'The contexts that it is for; any if absent.',
          object({
            tools: optional(list(string as Schema<LogTool>)),
            platforms: optional(list(oneOf('nixos', 'darwin', 'droid', 'linux', 'unknown'))),
            user: optional(oneOf('root', 'user')),
            flake: optional(boolean),
          }),
        ),
      ),
      elsewhere: optional(
        described("True where it is for another context than the log's.", boolean),
      ),
    }),
  ),
  components: list(string),
  docs: list(object({ title: string, url: string })),
  options: optional(described('The options that it is about', list(string))),
  verify: list(string),
  confidence: described('How sure its cause is.', { ...number, minimum: 0, maximum: 1 }),
  answer: described('How sure the whole answer is, with the fix that stands first.', {
    ...number,
    minimum: 0,
    maximum: 1,
  }),
  line: { ...integer, minimum: 1 },
  count: { ...integer, minimum: 1 },
  derivation: optional(string),
  role: oneOf('cause', 'consequence'),
  consequenceOf: optional(string),
  source: optional(object({ file: string, column: optional(integer), lines: list(excerptLine) })),
  excerpt: list(excerptLine),
});

const diagnosis = object({
  format: oneOf(...diagnosisFormats),
  segments: optional(
    described('With --interactive: in how many parts the log came.', { ...integer, minimum: 0 }),
  ),
  changes: optional(described('With --interactive: what was changed before it failed.', string)),
  outcome: oneOf('diagnosed', 'not-recognised', 'nothing-wrong'),
  input: object({
    name: string,
    command: optional(described('What printed it, where --command says so.', string)),
    lines: { ...integer, minimum: 0 },
    bytes: { ...integer, minimum: 0 },
  }),
  origin: object({
    nix: optional(string),
    nixos: optional(string),
    system: optional(string),
    kernel: optional(string),
    host: optional(
      described("The machine's name, by a journal's lines or a shell's prompt.", string),
    ),
  }),
  findings: list(finding),
  errorLines: list(object({ line: integer, text: string })),
  shows: optional(
    described('Of a failure that no rule knows: what the log shows for certain.', string),
  ),
  next: list(string),
  ai: optional(modelExplanationSchema),
  streamed: optional(boolean),
  builds: list(
    object({
      derivation: string,
      path: string,
      cause: oneOf('builder', 'dependency'),
      detail: optional(string),
    }),
  ),
  full: optional(
    described('Whether everything is printed as text, not only what fits on a screen.', boolean),
  ),
});

export const diagnoseResult = union(diagnosis, object({ prompt: string }));
