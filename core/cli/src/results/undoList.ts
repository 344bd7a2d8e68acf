import { schema } from '@nixai/api';

const { boolean, described, integer, list, object, optional, string } = schema;

export const undoListResult = object({
  total: { ...integer, minimum: 0 },
  changes: list(
    object({
      id: string,
      date: string,
      about: string,
      undoes: optional(described('The id of the change it took back', string)),
      undone: boolean,
      files: list(string),
    }),
  ),
});
