import { schema } from '@nixai/api';

const { boolean, described, list, object, oneOf, string } = schema;

export const pluginsCreateResult = object({
  package: string,
  folder: string,
  kinds: list(oneOf('command', 'source', 'provider', 'rules', 'checks', 'explainer', 'templates')),
  files: list(string),
  next: described('Commands that build, test and try it', list(string)),
  created: boolean,
});
