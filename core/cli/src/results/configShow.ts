import { schema } from '@nixai/api';

const { any, boolean, integer, list, object, oneOf, optional, string } = schema;

export const configShowResult = object({
  entries: list(
    object({
      path: string,
      origin: oneOf('flag', 'environment', 'project', 'user', 'system', 'default', 'unset'),
      describe: string,
      environment: list(string),
      value: optional(any),
      from: optional(string),
      type: optional(string),
    }),
  ),
  files: list(
    object({ origin: oneOf('project', 'user', 'system'), path: string, present: boolean }),
  ),
  findings: list(
    object({
      severity: oneOf('error', 'warning'),
      path: list(string),
      from: string,
      message: string,
      line: optional(integer),
      column: optional(integer),
      nearest: optional(string),
    }),
  ),
});
