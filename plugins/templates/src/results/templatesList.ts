import { schema } from '@nixai/api';
import { templateLine } from './templateLine.js';

const { list, object } = schema;

export const templatesListResult = object({
  templates: list(templateLine),
});
