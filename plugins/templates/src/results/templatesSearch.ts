import { schema } from '@nixai/api';
import { templateLine } from './templateLine.js';

const { integer, list, object, optional, string } = schema;

export const templatesSearchResult = object({
  query: string,
  templates: list(templateLine),
  github: optional(
    list(
      object({
        ...{ name: string, description: string, license: optional(string) },
        ...{ stars: integer, pushed: string },
      }),
    ),
  ),
});
