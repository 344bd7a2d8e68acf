import { schema, type Infer } from '@nixai/api';

const { object, string, list, integer, number, boolean, optional, described } = schema;

/** What was restored, or would be. All figures were measured. */
export const restoredSchema = object({
  id: string,
  made: string,
  from: described('The machine that it was made on', string),
  platform: described('The kind of machine that it is of: x86_64-linux', string),
  place: string,
  to: described('The folder, or the store of this machine', string),
  plan: described('What is to be written, a sentence each', list(string)),
  done: described('False in a dry run, and where the answer was no', boolean),
  verified: described(
    'What was read of the backup before the first write; all of it was right',
    object({ paths: integer, archives: integer, bytes: integer }),
  ),
  paths: described('Store paths of it', integer),
  bytes: described('Of these', integer),
  files: integer,
  roots: list(object({ name: string, path: string, link: optional(string) })),
  checked: optional(
    described(
      'What was looked at after it was written, and was right',
      object({ paths: integer, files: integer }),
    ),
  ),
  switched: optional(
    described(
      'With --switch: what runs now, as it was looked at afterwards',
      object({
        profile: string,
        path: string,
        failedUnits: described('Some units did not start', boolean),
        before: optional(described('To go back to', object({ generation: integer, path: string }))),
      }),
    ),
  ),
  seconds: described('Of work, without what somebody thought about it', number),
});
export type Restored = Infer<typeof restoredSchema>;
