import { schema } from '@nixai/api';

const { boolean, integer, list, object, oneOf, optional, string } = schema;

export const modelsResult = object({
  providers: list(
    object({
      provider: string,
      locality: oneOf('loopback', 'remote'),
      available: boolean,
      detail: string,
      models: list(
        object({
          name: string,
          locality: oneOf('loopback', 'remote'),
          size: optional(integer),
          contextTokens: optional(integer),
        }),
      ),
      hint: optional(string),
    }),
  ),
});
