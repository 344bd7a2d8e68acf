import { schema, type Infer } from '@nixai/api';

const { object, string, list, boolean, integer, optional, described, oneOf } = schema;

/** Where a machine's configuration is. */
export const configurationSchema = object({
  kind: oneOf('flake', 'file', 'on-machine', 'unknown'),
  of: optional(described('The flake output, the file here, or the folder on the machine', string)),
});

export const machineSchema = object({
  name: string,
  host: string,
  description: optional(string),
  sshUser: optional(string),
  sshKey: optional(string),
  sshPort: optional(integer),
  jump: optional(string),
  nixosPath: optional(string),
  flake: optional(string),
  config: optional(string),
  environment: optional(string),
  role: optional(string),
  tags: list(string),
  system: optional(string),
  groups: described('The groups that it is in, and those that these are in', list(string)),
  configuration: configurationSchema,
  from: described('The registries that say something of it, the strongest last', list(string)),
});
export type ShownMachine = Infer<typeof machineSchema>;

export const groupSchema = object({
  name: string,
  members: described('As it is written: machines and groups', list(string)),
  machines: described('All that it comes to', list(string)),
});
export type ShownGroup = Infer<typeof groupSchema>;

/** What came of a change of registries. */
export const changedSchema = object({
  files: described('The registries that it is about; absolute', list(string)),
  changed: boolean,
  dryRun: boolean,
  diff: optional(described('What would be different, with --dry-run', string)),
  undo: optional(described('The id for nixai undo', string)),
});
export type ShownChange = Infer<typeof changedSchema>;
