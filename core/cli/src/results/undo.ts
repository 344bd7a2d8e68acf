import { schema } from '@nixai/api';

const { boolean, described, list, object, oneOf, optional, string } = schema;

export const undoResult = object({
  id: described('Of the change that is taken back', string),
  about: string,
  date: string,
  undone: described('False where nothing was written', boolean),
  undo: optional(described('The id of this undo, to undo it', string)),
  files: list(
    object({
      path: string,
      action: oneOf('restore', 'remove', 'create', 'nothing'),
      diff: described('Unified, without secrets', string),
      changedSince: boolean,
    }),
  ),
});
