import { schema, type Infer } from '@nixai/api';

const { object, string, boolean, list, optional, described } = schema;

export const editorsInstall = object({
  editors: list(
    object({
      id: string,
      title: string,
      file: described('Where its settings lie, or the extension that it is given', string),
      isThere: described('It had them already', boolean),
      note: optional(described('What is left to do by hand, or is good to know', string)),
    }),
  ),
  diff: described('What would be written or run, with --dry-run', string),
  written: boolean,
  dryRun: boolean,
  undo: optional(described('For nixai undo', string)),
});
export type EditorsInstall = Infer<typeof editorsInstall>;
