import { schema, type Infer } from '@nixai/api';

const { object, list, string, boolean, optional } = schema;

/** A template of the person's own that was made. */
export const savedTemplate = object({
  id: string,
  file: string,
  variables: list(object({ name: string, type: string, description: string, value: string })),
  suggested: list(object({ name: string, value: string })),
  nix: string,
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
});
export type SavedTemplate = Infer<typeof savedTemplate>;
