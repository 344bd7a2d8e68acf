import { citationSchema, modelExplanationSchema, optionSetSchema, schema } from '@nixai/api';

const {
  boolean,
  described,
  integer,
  list,
  literal,
  number,
  object,
  oneOf,
  optional,
  string,
  union,
} = schema;

const optionDoc = object({
  name: string,
  set: optionSetSchema,
  type: string,
  default: optional(string),
  example: optional(string),
  description: string,
  readOnly: boolean,
  declarations: list(object({ name: string, url: optional(string) })),
  renamedFrom: optional(list(string)),
  citation: citationSchema,
});

export const explainOptionResult = union(
  object({
    query: string,
    exact: literal(true),
    found: boolean,
    option: optional(optionDoc),
    note: optional(string),
    nearest: described('Names near it, best first, where there is none of this name', list(string)),
    children: described('How many options lie below it', integer),
    optionSet: string,
  }),
  object({
    query: string,
    option: optionDoc,
    found: oneOf('name', 'rename', 'group', 'search'),
    confidence: number,
    note: optional(string),
    others: list(string),
    related: list(object({ name: string, type: string })),
    children: list(object({ name: string, type: string })),
    examples: list(
      object({
        level: oneOf('basic', 'common', 'advanced'),
        title: string,
        code: string,
        source: string,
      }),
    ),
    pitfalls: list(string),
    links: list(object({ title: string, url: string })),
    optionSet: string,
    value: optional(object({ value: optional(string), detail: string })),
    template: optional(
      object({
        name: string,
        title: string,
        kind: oneOf('nixos', 'home-manager', 'flake'),
        definitions: list(object({ path: string, line: integer, value: string })),
      }),
    ),
    ai: optional(modelExplanationSchema),
  }),
  object({
    definitions: list(
      object({
        path: string,
        line: integer,
        value: string,
        outcome: oneOf('found', 'renamed', 'removed', 'unknown', 'unsure'),
        set: optional(optionSetSchema),
        type: optional(string),
        default: optional(string),
        description: optional(string),
        url: optional(string),
        instead: list(string),
        note: optional(string),
      }),
    ),
    faults: list(string),
    optionSet: string,
  }),
  object({ provider: string, model: optional(string), prompt: string }),
);
