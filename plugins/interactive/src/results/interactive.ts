import { schema, type Infer } from '@nixai/api';

const { described, integer, list, object, string } = schema;

export const interactiveResult = object({
  lines: described('What was run', list(string)),
  status: described('Of the first step that did not end with 0; 0 where all did', integer),
});
export type InteractiveResult = Infer<typeof interactiveResult>;
