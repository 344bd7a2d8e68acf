import { schema, type Infer } from '@nixai/api';

const { described, integer, object, optional, string } = schema;

export const browsedSchema = object({
  target: string,
  paths: integer,
  bytes: integer,
  path: optional(described('The one that was chosen with p', string)),
});
export type Browsed = Infer<typeof browsedSchema>;
