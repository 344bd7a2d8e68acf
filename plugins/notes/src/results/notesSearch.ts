import { citationSchema, schema } from '@nixai/api';

const { list, oneOf, number, object, string } = schema;

export const notesSearchResult = object({
  results: list(
    object({
      id: string,
      kind: oneOf('option', 'package', 'topic', 'page', 'rule'),
      title: string,
      text: string,
      score: { ...number, minimum: 0, maximum: 1 },
      why: string,
      citation: citationSchema,
    }),
  ),
});
