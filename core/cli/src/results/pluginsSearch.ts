import { schema } from '@nixai/api';

const { list, object, optional, string } = schema;

export const pluginsSearchResult = object({
  plugins: list(
    object({
      name: string,
      version: optional(string),
      description: optional(string),
      publisher: optional(string),
    }),
  ),
});
