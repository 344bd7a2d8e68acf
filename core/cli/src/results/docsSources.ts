import { schema } from '@nixai/api';

const { boolean, list, object, string } = schema;

export const docsSourcesResult = object({
  sources: list(
    object({
      name: string,
      origin: string,
      summary: string,
      kinds: list(string),
      available: boolean,
    }),
  ),
});
