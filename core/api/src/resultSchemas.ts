// What several commands return parts of: for their `output`.
import type { Citation, OptionSet } from './docSource.js';
import type { ModelExplanation } from './explainWithModel.js';
import { schema, type Schema } from './schema.js';
import type { CheckFinding, Verification } from './services/index.js';

const { boolean, described, integer, list, object, oneOf, optional, string } = schema;

export const optionSetSchema: Schema<OptionSet> = oneOf('nixos', 'home-manager', 'nix-darwin');

export const citationSchema: Schema<Citation> = object({
  source: string,
  title: string,
  section: optional(string),
  url: optional(string),
  file: optional(string),
});

export const checkFindingSchema: Schema<CheckFinding> = object({
  rule: string,
  severity: oneOf('error', 'warning', 'note'),
  message: string,
  why: optional(string),
  hint: optional(described('What mends it', string)),
  docs: optional(described('Where more is written', string)),
  origin: optional(described('The plugin whose rule it is', string)),
  fixable: optional(described('Whether nixai check --fix can mend it', boolean)),
  file: string,
  line: { ...integer, minimum: 1 },
  column: described('In UTF-16 code units', { ...integer, minimum: 1 }),
  endLine: integer,
  endColumn: integer,
});

export const verificationSchema: Schema<Verification> = object({
  checkedAgainst: string,
  options: list(
    object({
      name: string,
      set: optional(optionSetSchema),
      verdict: oneOf('known', 'renamed', 'removed', 'unknown', 'unsure'),
      instead: optional(list(string)),
      module: optional(
        described('The project whose module declares it, where no set has it', string),
      ),
    }),
  ),
  snippets: list(
    object({
      block: described('1 for the first Nix block', integer),
      parses: boolean,
      fault: optional(string),
      findings: optional(list(checkFindingSchema)),
    }),
  ),
  packages: described(
    'Those in lists such as environment.systemPackages; none where no package set is indexed',
    list(
      object({ name: string, verdict: oneOf('known', 'unknown'), instead: optional(list(string)) }),
    ),
  ),
  risks: described(
    'Commands and settings of the answer that may do harm, with what they do',
    list(object({ code: string, why: string })),
  ),
  repaired: boolean,
  rounds: described('How often the model was asked to mend it', integer),
});

export const modelExplanationSchema: Schema<ModelExplanation> = object({
  text: string,
  provider: string,
  model: string,
  complete: boolean,
  verification: verificationSchema,
});
