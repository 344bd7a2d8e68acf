import { schema, type Infer } from '@nixai/api';

const { any, described, integer, list, literal, number, object, oneOf, optional, string, union } =
  schema;

const seconds = described('Seconds', number);

/** A derivation that was built, or that failed. */
const build = object({
  derivation: string,
  outcome: oneOf('built', 'failed', 'interrupted'),
  from: optional(described('The machine that built it, where that is another', string)),
  at: optional(described('Seconds after all of it began', number)),
  seconds,
  phases: described(
    'In their order; the first one is what was before the first that was named',
    list(object({ name: string, seconds })),
  ),
});

export const coresSchema = described(
  'How many cores builders kept busy on average, from where the first began to where the last ended; absent where /proc does not tell, the builds were short, or machines elsewhere built',
  object({
    used: number,
    others: described('What other programs kept busy in that time', number),
    there: described('Cores of this machine', integer),
  }),
);

const fetched = object({ path: string, from: optional(string), bytes: integer, seconds });

export const builtSchema = object({
  argv: described('As it can be run without nixai', list(string)),
  folder: string,
  code: described('The exit code of Nix', integer),
  seconds,
  outputs: described('Store paths, in the order of what was asked for', list(string)),
  builds: list(build),
  cores: optional(coresSchema),
  fetched: described('Store paths that came from elsewhere', list(fetched)),
  failed: described('Derivations whose own build failed', list(string)),
  errors: described('What Nix says went wrong', list(string)),
  diagnosis: optional(described('What nixai diagnose returns for the log', any)),
  hint: optional(described('A command that may have been meant', string)),
  record: optional(described('The name of the record that nixai keeps of it', string)),
});
export type Built = Infer<typeof builtSchema>;
export type BuildTimes = Built['builds'][number];

const at = described('Milliseconds since 1970, when it was read', integer);

/** What is told while it runs. */
export const eventSchema = union(
  object({ type: literal('build'), at, id: string, derivation: string, from: optional(string) }),
  object({ type: literal('fetch'), at, id: string, path: string, from: optional(string) }),
  object({ type: literal('phase'), at, id: string, phase: string }),
  object({ type: literal('log'), at, id: string, line: string }),
  object({ type: literal('bytes'), at, id: string, done: integer, total: integer }),
  object({ type: literal('end'), at, id: string }),
  object({
    ...{ type: literal('counts'), at, done: integer, expected: integer },
    ...{ running: integer, failed: integer },
  }),
  object({ type: literal('message'), at, level: oneOf('error', 'warning', 'info'), text: string }),
);
export type BuildEvent = Infer<typeof eventSchema>;
