import { schema } from '@nixai/api';

const { boolean, integer, list, object, optional, record, string } = schema;

export const docsStatusResult = object({
  sources: list(
    object({
      name: string,
      origin: string,
      summary: string,
      kinds: list(string),
      status: object({
        available: boolean,
        detail: string,
        release: optional(string),
        date: optional(string),
        counts: record(integer),
        size: optional(integer),
        hint: optional(string),
      }),
    }),
  ),
});
