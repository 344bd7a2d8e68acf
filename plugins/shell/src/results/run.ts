import { schema } from '@nixai/api';

const { described, integer, list, object, string } = schema;

export const runResult = object({
  argv: list(string),
  status: described('What it ended with', integer),
  folder: string,
  start: described('Milliseconds since 1970', integer),
  end: described('Milliseconds since 1970', integer),
});
