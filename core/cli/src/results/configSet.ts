import { schema } from '@nixai/api';

const { any, boolean, object, oneOf, optional, string } = schema;

export const configSetResult = object({
  path: string,
  file: string,
  changed: boolean,
  before: optional(any),
  after: optional(any),
  overriddenBy: optional(
    object({
      origin: oneOf('flag', 'environment', 'project', 'user', 'system', 'default', 'unset'),
      from: optional(string),
    }),
  ),
});
