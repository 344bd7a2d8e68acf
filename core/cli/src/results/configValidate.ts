import { schema } from '@nixai/api';

const { boolean, integer, list, object, oneOf, optional, string } = schema;

export const configValidateResult = object({
  valid: boolean,
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
