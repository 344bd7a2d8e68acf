import { schema } from '@nixai/api';

const { boolean, list, object, optional, string } = schema;

export const pluginsVerifyResult = object({
  name: string,
  version: optional(string),
  root: string,
  checks: list(object({ about: string, faults: list(string) })),
  sound: boolean,
});
