import { schema, type Infer } from '@nixai/api';

const { boolean, described, integer, list, object, oneOf, optional, string } = schema;

const gone = object({
  bytes: described('Bytes that the closure would be smaller by', integer),
  paths: integer,
  with: described('What would go with it, the largest first', list(string)),
});

const found = object({
  path: string,
  bytes: optional(described('Its own, unpacked', integer)),
  lines: optional(described('Of a file', integer)),
  loose: optional(described('No other file of the configuration names it', boolean)),
  chains: described('From what it begins with down to it, shortest first', list(list(string))),
  more: described('Whether there may be more chains than are listed', boolean),
  without: optional(gone),
});

export const whySchema = object({
  target: string,
  of: oneOf('runtime', 'build', 'configuration'),
  wanted: string,
  found: list(found),
  left: described('How many more are called so, and are not listed', integer),
  withoutAll: optional(described('Where several are called so: all of them together', gone)),
});

export type Why = Infer<typeof whySchema>;
export type WhyFound = Why['found'][number];
export type Gone = NonNullable<WhyFound['without']>;
