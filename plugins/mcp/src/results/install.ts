import { schema, type Infer } from '@nixai/api';

const { described, integer, list, object, oneOf, optional, string } = schema;

const done = object({
  client: string,
  scope: oneOf('project', 'user'),
  file: string,
  outcome: described(
    '`unchanged` where it is so already; `planned` where nothing was done yet',
    oneOf('written', 'removed', 'unchanged', 'planned', 'printed'),
  ),
  text: optional(described('With --print: what would be in the file', string)),
  add: optional(described('What is left for the person to add to a file of their own', string)),
  proof: optional(
    described(
      'What the written command answered when it was started once',
      object({ tools: integer, milliseconds: integer }),
    ),
  ),
});
export type Done = Infer<typeof done>;

export const installResult = object({
  clients: list(done),
  diff: optional(described('With --dry-run: what would be different', string)),
  change: optional(described('For nixai undo', string)),
});
export type InstallResult = Infer<typeof installResult>;
