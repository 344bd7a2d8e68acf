import { schema, type Infer } from '@nixai/api';

const { object, string, list, boolean, optional, described, record, integer } = schema;

/** What a command that writes an environment returns. */
export const created = object({
  template: string,
  framework: optional(string),
  services: list(string),
  folder: described('Absolute.', string),
  files: described('What the files say, by name.', record(string)),
  against: described('What names and types were held to.', string),
  inputs: described('Inputs that options need, in devenv.yaml.', list(string)),
  ports: described('Ports that services listen on, by service.', record(integer)),
  scripts: list(string),
  notes: list(string),
  next: described('Commands to go on with, in order.', list(string)),
  written: boolean,
  dryRun: boolean,
  undo: optional(described('The id for nixai undo.', string)),
});
export type Created = Infer<typeof created>;
