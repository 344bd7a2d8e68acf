import { schema, type Infer } from '@nixai/api';

const { described, integer, list, number, object, oneOf, optional, string } = schema;

const seconds = described('Seconds', number);

export const profileSchema = object({
  from: described(
    'Where it was measured: now, in a record, in a file',
    oneOf('built', 'record', 'log'),
  ),
  date: optional(described('When (ISO 8601)', string)),
  argv: list(string),
  code: described('The exit code of Nix', integer),
  seconds: described('Of the whole, by the clock', number),
  inBuilds: described(
    'Seconds of all builds together: more than the whole where several ran at once',
    number,
  ),
  builds: described(
    'The slowest first, as their phases',
    list(
      object({
        derivation: string,
        name: string,
        outcome: oneOf('built', 'failed', 'interrupted'),
        from: optional(string),
        seconds,
        phases: list(object({ name: string, seconds })),
        earlier: optional(
          described(
            'The same name the last time that it was built',
            object({ date: string, seconds }),
          ),
        ),
      }),
    ),
  ),
});
export type Profile = Infer<typeof profileSchema>;
