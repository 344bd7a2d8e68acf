import { schema } from '@nixai/api';

const { any, boolean, described, integer, object, optional, string } = schema;

export const callResult = object({
  tool: string,
  ok: described('False where the tool says that it failed', boolean),
  text: described('What a model reads', string),
  tokens: described('Bytes of the text divided by four', integer),
  data: optional(described('The same as data', any)),
});
