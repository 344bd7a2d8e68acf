import { schema } from '@nixai/api';

const { list, object, string } = schema;

export const templatesCategoriesResult = object({
  categories: list(object({ category: string, templates: list(string) })),
});
