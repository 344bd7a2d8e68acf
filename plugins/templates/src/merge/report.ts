import { schema, type Infer } from '@nixai/api';
import { checkReport } from '../templates/report.js';
import type { Conflict } from './conflicts.js';
import type { MergePlan } from './plan.js';

const { object, list, string, boolean, integer, optional, oneOf } = schema;
const place = object({ path: string, file: string, line: integer });

/** What two do not agree on, as data. */
export const conflictReport = object({
  ...{ path: string, mine: string, theirs: string, file: string, line: integer, why: string },
  option: optional(object({ type: string, default: optional(string), about: string })),
  other: optional(string),
  taken: optional(oneOf('mine', 'template', 'other')),
});

/** What the checker says of the whole that it did not say before. */
export const findingReport = object({
  ...{ rule: string, severity: oneOf('error', 'warning', 'note') },
  ...{ message: string, file: string, line: integer },
});

/** What a merge says of itself, as data. */
export const mergeReport = object({
  entry: string,
  files: list(object({ path: string, diff: string })),
  added: list(string),
  joined: list(string),
  equal: list(place),
  kept: list(place),
  conflicts: list(conflictReport),
  findings: list(findingReport),
  notFollowed: list(string),
});

/** The plan of a merge without what only the merge itself needs. */
export function reportOf(merge: MergePlan): MergeReport {
  const { entry, changes, added, joined, equal, kept, findings, notFollowed } = merge;
  const conflicts = merge.conflicts.map(({ editable: _, merged: __, ...conflict }) => conflict);
  return { entry, files: changes, added, joined, equal, kept, conflicts, findings, notFollowed };
}

export type MergeReport = Infer<typeof mergeReport>;

/** What `apply` did: `merge` where it was merged, `file` and `diff` where it was written to a file. */
export const applied = object({
  template: string,
  file: optional(string),
  diff: optional(string),
  check: checkReport,
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
  merge: optional(mergeReport),
  compliance: optional(
    list(
      object({
        ...{ id: string, about: string, outcome: oneOf('met', 'unmet', 'unknown') },
        evidence: optional(string),
      }),
    ),
  ),
  hardware: optional(list(object({ path: string, value: string, evidence: string, why: string }))),
  next: list(string),
});

export type Applied = Infer<typeof applied>;

/** A conflict without what a person needs not see. */
export type ToldConflict = Omit<Conflict, 'editable' | 'merged'> & { readonly taken?: string };
