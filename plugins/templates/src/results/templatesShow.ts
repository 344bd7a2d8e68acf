import { schema } from '@nixai/api';
import { templateFields } from './templateLine.js';

const {
  any,
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

export const templatesShowResult = object({
  ...templateFields,
  variables: list(
    object({
      name: string,
      description: string,
      type: oneOf('string', 'integer', 'boolean', 'strings'),
      value: optional(
        described(
          'Absent where it has neither been given nor has a default or an example.',
          union(string, number, boolean, list(any)),
        ),
      ),
    }),
  ),
  missing: described('Variables that have to be given; the text has their examples.', list(string)),
  features: described('What it brings.', list(string)),
  requires: described('What a machine has to have.', list(string)),
  notes: list(string),
  next: described('What is to be done once it is applied.', list(string)),
  from: optional(described('The first release of NixOS that has all of its options.', string)),
  version: string,
  compliance: optional(
    described(
      'Rules that --compliance-check holds a configuration and a machine to.',
      list(
        object({
          ...{ id: string, about: string },
          option: optional(object({ path: string, value: string })),
          machine: optional(oneOf('tpm2', 'encrypted-root', 'uefi', 'secure-boot')),
          when: optional(record(list(string))),
        }),
      ),
    ),
  ),
  nix: string,
  check: object({
    against: described(
      'Complete option sets that the options were looked up in; empty where there was none.',
      list(string),
    ),
    findings: list(
      object({
        rule: string,
        severity: oneOf('error', 'warning', 'note'),
        message: string,
        line: { ...integer, minimum: 1 },
      }),
    ),
  }),
});
