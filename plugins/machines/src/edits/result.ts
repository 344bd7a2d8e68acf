import { schema, type Infer } from '@nixai/api';

const { object, string, list, boolean, optional, described } = schema;

const editSchema = object({
  machine: string,
  id: described('Of the rule, or of the advice', string),
  option: string,
  value: described('As Nix', string),
  file: string,
  also: described('Other machines whose configuration has that file', list(string)),
});
export type MadeEdit = Infer<typeof editSchema>;

export const editedSchema = object({
  edits: list(editSchema),
  files: described('What is different in them', list(object({ file: string, diff: string }))),
  left: described(
    'What is for a person to write, and why',
    list(
      object({
        machine: string,
        id: string,
        why: string,
        named: optional(described('It is written where it is asked for by its name', boolean)),
      }),
    ),
  ),
  written: boolean,
  dryRun: boolean,
  undo: optional(described('The id for nixai undo', string)),
});
export type Edited = Infer<typeof editedSchema>;
