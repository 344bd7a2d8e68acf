import { schema } from '@nixai/api';

const { object, list, string, integer, oneOf } = schema;

/** What the checker says of what a template makes, as data. */
export const checkReport = object({
  against: list(string),
  findings: list(
    object({
      ...{ rule: string, severity: oneOf('error', 'warning', 'note') },
      ...{ message: string, line: integer },
    }),
  ),
});
