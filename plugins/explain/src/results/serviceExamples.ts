import { schema } from '@nixai/api';

const { integer, list, number, object, optional, string } = schema;

export const serviceExamplesResult = object({
  service: object({
    name: string,
    enable: string,
    description: string,
    options: optional(integer),
    score: number,
    why: string,
  }),
  examples: list(object({ title: string, where: string, code: string, source: string })),
  checks: list(string),
  pitfalls: list(string),
});
