import { schema, type Infer } from '@nixai/api';

const { any, boolean, described, integer, list, object, string } = schema;

export const toolsResult = object({
  tools: list(
    object({
      name: string,
      command: described('The command that does the work', string),
      origin: described('The package whose command it is', string),
      description: string,
      writes: boolean,
      bytes: integer,
      tokens: described('Bytes of the definition divided by four', integer),
      definition: described('As an agent is told of it', any),
    }),
  ),
  bytes: integer,
  tokens: integer,
});
export type ToolsResult = Infer<typeof toolsResult>;
