import { schema, type Infer } from '@nixai/api';

const { object, list, string, boolean, optional, described } = schema;

/** What became of a source that was fetched. */
export const addedSource = object({
  pack: string,
  from: string,
  revision: described('The commit that is pinned.', string),
  templates: list(object({ id: string, title: string, kind: string, nix: string })),
  left: described(
    'What has the form of a template and is none.',
    list(object({ file: string, why: string })),
  ),
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
});
export type AddedSource = Infer<typeof addedSource>;
