import { optionSetSchema, schema } from '@nixai/api';

const { boolean, described, integer, list, number, object, oneOf, optional, string } = schema;

/** One result, of whatever kind. */
const hit = object({
  name: string,
  kind: oneOf('option', 'package', 'service', 'topic'),
  set: optional(optionSetSchema),
  score: number,
  why: string,
  description: string,
  type: optional(string),
  default: optional(string),
  example: optional(string),
  version: optional(string),
  unfree: optional(boolean),
  broken: optional(boolean),
  enable: optional(described('What switches a service on', string)),
  options: optional(described('How many options a service has', integer)),
  source: string,
  url: optional(string),
});

export const searchResult = object({
  query: string,
  results: list(hit),
  homeManager: list(hit),
  topics: list(hit),
  snippets: list(
    object({
      where: oneOf('configuration.nix', 'home.nix', 'flake.nix'),
      code: string,
      source: string,
    }),
  ),
  practices: list(string),
  optionSet: string,
  notes: list(string),
});
