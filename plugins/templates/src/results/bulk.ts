import { schema, type Infer } from '@nixai/api';

const { object, list, string, boolean, integer, optional, oneOf } = schema;

/** What became of the machines of a list. */
export const bulkResult = object({
  template: string,
  rows: list(
    object({
      ...{ machine: string, line: integer, file: string },
      change: oneOf('create', 'change', 'none'),
    }),
  ),
  diffs: list(string),
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
});
export type BulkResult = Infer<typeof bulkResult>;
