import { optionSetSchema, schema } from '@nixai/api';

const { described, integer, list, object, optional, string } = schema;

export const listOptionsResult = object({
  path: string,
  set: optionSetSchema,
  options: list(
    object({
      name: string,
      type: optional(described('Absent where it is no option but a group of them', string)),
      below: optional(described('How many options lie deeper below it', integer)),
    }),
  ),
  nearest: described('Names near the path, where nothing lies below it', list(string)),
  optionSet: string,
});
