import { schema } from '@nixai/api';

const { boolean, integer, list, object, oneOf, optional, string } = schema;

/** Where settings are read from. */
export const configFiles = list(
  object({ origin: oneOf('project', 'user', 'system'), path: string, present: boolean }),
);

/** What is wrong in them. */
export const configFindings = list(
  object({
    severity: oneOf('error', 'warning'),
    path: list(string),
    from: string,
    message: string,
    line: optional(integer),
    column: optional(integer),
    nearest: optional(string),
  }),
);
