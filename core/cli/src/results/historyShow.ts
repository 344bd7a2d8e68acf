import { schema } from '@nixai/api';

const { object, optional, string } = schema;

export const historyShowResult = object({
  id: string,
  conversation: string,
  date: string,
  question: string,
  answer: string,
  provider: string,
  model: optional(string),
});
