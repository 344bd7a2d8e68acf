import { schema, type Infer } from '@nixai/api';

const { described, integer, list, object, oneOf, optional, string } = schema;

export const optimizedSchema = object({
  target: string,
  paths: integer,
  bytes: integer,
  parts: described(
    'What could go, the largest first; only what would really be saved is listed',
    list(
      object({
        kind: oneOf('documentation', 'locales', 'development', 'debug', 'compilers', 'versions'),
        what: string,
        bytes: described('Bytes that the closure would be smaller by', integer),
        paths: described('So many paths would go', integer),
        of: described('What it is, the largest first', list(string)),
        option: optional(described('The NixOS option that decides about it', string)),
        code: optional(string),
        users: described('What points to them, and is none of them: where to look', list(string)),
      }),
    ),
  ),
});
export type Optimized = Infer<typeof optimizedSchema>;
export type Part = Optimized['parts'][number];
