import { schema } from '@nixai/api';

const { boolean, list, object, oneOf, string } = schema;

export const pluginsCreateResult = object({
  package: string,
  folder: string,
  kinds: list(oneOf('command', 'source', 'provider', 'rules', 'checks', 'templates')),
  files: list(string),
  created: boolean,
});
