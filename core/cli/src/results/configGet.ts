import { schema } from '@nixai/api';

const { any, list, object, oneOf, optional, string } = schema;

export const configGetResult = object({
  path: string,
  origin: oneOf('flag', 'environment', 'project', 'user', 'system', 'default', 'unset'),
  describe: string,
  environment: list(string),
  value: optional(any),
  from: optional(string),
  type: optional(string),
});
