import { schema, type Infer } from '@nixai/api';
import { builtSchema } from './built.js';

const { any, boolean, described, integer, list, number, object, oneOf, optional, string } = schema;

export const retriedSchema = object({
  record: described('The name of the record of what failed', string),
  date: described('When it failed (ISO 8601)', string),
  argv: described('What failed, as it can be run without nixai', list(string)),
  folder: string,
  before: object({
    code: described('The exit code of Nix', integer),
    seconds: number,
    failed: described('Derivations whose own build failed', list(string)),
    why: optional(described('The likeliest cause, by the diagnosis', string)),
  }),
  diagnosis: optional(described('What nixai diagnose returns for the log', any)),
  way: described(
    'edit: a file has to say something else. again: it passes by itself. by-hand: it is for the person',
    oneOf('edit', 'again', 'by-hand'),
  ),
  why: optional(described('Why there is no edit', string)),
  edit: optional(
    object({ file: string, line: integer, what: string, diff: described('Unified', string) }),
  ),
  written: boolean,
  undo: optional(described('For nixai undo', string)),
  after: optional(described('The build after it; absent where nothing was built', builtSchema)),
});
export type Retried = Infer<typeof retriedSchema>;
