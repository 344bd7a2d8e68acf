import { schema } from '@nixai/api';
import { templateLine } from './templateLine.js';

const { list, object, string } = schema;

export const templatesSearchResult = object({
  query: string,
  templates: list(templateLine),
});
