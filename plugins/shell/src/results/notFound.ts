import { schema, type Infer } from '@nixai/api';

const { list, object, optional, string } = schema;

export const notFoundResult = object({
  program: string,
  packages: list(object({ attribute: string, description: optional(string) })),
});
export type NotFound = Infer<typeof notFoundResult>;
