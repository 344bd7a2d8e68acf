import { schema } from '@nixai/api';

const { integer, list, number, object, optional, string } = schema;

export const searchServiceResult = object({
  query: string,
  services: list(
    object({
      name: string,
      enable: string,
      description: string,
      options: optional(integer),
      score: number,
      why: string,
    }),
  ),
  optionSet: string,
});
