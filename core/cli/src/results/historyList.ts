import { schema } from '@nixai/api';

const { integer, list, object, optional, string } = schema;

export const historyListResult = object({
  total: integer,
  entries: list(
    object({
      id: string,
      conversation: string,
      date: string,
      question: string,
      answer: string,
      provider: string,
      model: optional(string),
    }),
  ),
});
