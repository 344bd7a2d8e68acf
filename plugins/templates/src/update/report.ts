import { schema, type Infer } from '@nixai/api';
import { conflictReport, findingReport } from '../merge/report.js';

const { object, list, string, boolean, optional, oneOf, described } = schema;

/** What an update or a way back did, or would do. */
export const updated = object({
  template: string,
  entry: string,
  from: string,
  to: string,
  steps: list(
    object({
      path: string,
      step: described(
        'adopt: it is so already. stay: the template drops what you changed.',
        oneOf('add', 'change', 'join', 'remove', 'adopt', 'stay', 'conflict'),
      ),
      base: optional(string),
      theirs: optional(string),
      mine: optional(string),
    }),
  ),
  renamed: list(object({ from: string, to: string })),
  files: list(object({ path: string, diff: string })),
  conflicts: list(conflictReport),
  findings: list(findingReport),
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
});
export type UpdateReport = Infer<typeof updated>;

/** Whether templates that were put in have changed since. */
export const updateCheck = object({
  applied: list(
    object({
      ...{ template: string, entry: string, version: string },
      state: described(
        'gone: no pack has it any more. values: it has variables now that have to be given.',
        oneOf('current', 'changed', 'gone', 'values'),
      ),
      latest: optional(string),
      missing: list(string),
      changes: list(
        object({ path: string, step: string, base: optional(string), theirs: optional(string) }),
      ),
    }),
  ),
});
export type UpdateCheck = Infer<typeof updateCheck>;
