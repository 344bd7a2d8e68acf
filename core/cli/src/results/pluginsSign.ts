import { schema } from '@nixai/api';

const { described, list, object, optional, string } = schema;

export const pluginsSignResult = object({
  name: string,
  version: string,
  key: string,
  fingerprint: { ...string, pattern: '^SHA256:' },
  notSigned: optional(
    described(
      'Packages that it needs and does not bring: the signature says nothing of them',
      list(string),
    ),
  ),
});
