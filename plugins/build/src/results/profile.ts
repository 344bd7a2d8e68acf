import { schema, type Infer } from '@nixai/api';
import { coresSchema } from './built.js';

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
  atOnce: optional(
    described(
      'How many builds ran at once; absent where it was not measured, or machines elsewhere built',
      object({
        most: integer,
        places: described('Those that may run at once (max-jobs), as it is set now', integer),
        seconds: described('From where the first began to where the last ended', number),
        idle: described('Seconds that places had nothing to build, all together', number),
      }),
    ),
  ),
  cores: optional(coresSchema),
  chain: optional(
    described(
      'Of builds each of which needed the one before, those that took longest together; absent where what they were built from has left the store',
      list(object({ derivation: string, name: string, seconds })),
    ),
  ),
  builds: described(
    'The slowest first, as their phases',
    list(
      object({
        derivation: string,
        name: string,
        outcome: oneOf('built', 'failed', 'interrupted'),
        from: optional(string),
        at: optional(described('Seconds after all of it began', number)),
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
