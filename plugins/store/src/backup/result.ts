import { schema, type Infer } from '@nixai/api';

const { object, string, list, integer, number, boolean, optional, described } = schema;

/** What was backed up, or would be. All figures were measured. */
export const backupSchema = object({
  id: optional(described('Absent in a dry run', string)),
  place: described('Without passwords', string),
  engine: string,
  dryRun: boolean,
  roots: list(object({ name: string, path: string, generation: optional(integer) })),
  paths: described('Store paths of all roots', integer),
  bytes: described('Of these, unpacked', integer),
  newPaths: described('Those that were still to be copied out of the store', integer),
  newBytes: integer,
  files: described('Of the machine; 0 in a dry run', integer),
  fileBytes: integer,
  sources: described('The files of the machine that are asked for', list(string)),
  added: optional(described('Bytes that the repository grew by', integer)),
  verified: optional(
    described(
      'What was read back from the repository and was right',
      object({ paths: integer, archives: integer, bytes: integer, seconds: number }),
    ),
  ),
  forgotten: optional(described('Older ones that no --keep rule kept', list(string))),
  left: described('What is not in it', list(string)),
  warnings: list(string),
  seconds: number,
});
export type BackupResult = Infer<typeof backupSchema>;
