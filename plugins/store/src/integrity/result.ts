import { schema, type Infer } from '@nixai/api';

const { object, string, list, integer, number, boolean, optional, oneOf, described } = schema;

const findingSchema = object({
  where: oneOf('store', 'database', 'repository', 'backup', 'staging'),
  what: described('The file, store path or link', string),
  why: string,
  path: optional(described('The store path that is concerned', string)),
});
export type IntegrityFinding = Infer<typeof findingSchema>;

/** What was looked at, and what is damaged. */
export const integritySchema = object({
  deep: described('Whether all contents were read', boolean),
  checked: list(
    object({
      what: string,
      items: described('Store paths, files or links', integer),
      bytes: optional(described('That were read', integer)),
    }),
  ),
  left: described('What was not looked at, and why', list(string)),
  findings: list(findingSchema),
  notes: described('What is no damage, and good to know', list(string)),
  repair: optional(
    described(
      'With --repair-from: what of the store backups have whole. Once done it was read again, and is no finding any more',
      object({
        paths: list(object({ path: string, from: described('The backup', string) })),
        done: boolean,
      }),
    ),
  ),
  seconds: number,
});
export type Integrity = Infer<typeof integritySchema>;
export type Checked = Integrity['checked'][number];
