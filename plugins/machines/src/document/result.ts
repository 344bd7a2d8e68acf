import { schema, type Infer } from '@nixai/api';

const { object, string, list, integer, boolean, optional, described } = schema;

const placeSchema = object({
  file: described('Below the folder of its configuration', string),
  line: integer,
});

export const settingSchema = object({
  option: string,
  value: described('As it is written, without secrets', string),
  conditional: described('It stands behind a condition: it may not be there', boolean),
  place: placeSchema,
});
export type DocumentedSetting = Infer<typeof settingSchema>;

const portSchema = object({
  value: string,
  option: string,
  place: optional(described('Absent where it is the default of the option', placeSchema)),
});

const documentedSchema = object({
  name: string,
  host: optional(described('Absent where it is not of a registry', string)),
  description: optional(string),
  role: optional(string),
  environment: optional(string),
  tags: list(string),
  groups: list(string),
  configuration: optional(described('Where its configuration was read', string)),
  unread: optional(described('Why its configuration was not read', string)),
  complete: described('Every import could be followed, so that nothing is out of sight', boolean),
  about: described('Its name, its platform, its release, as they are written', list(settingSchema)),
  services: list(
    object({
      name: described('The option that switches it on, without its enable', string),
      conditional: boolean,
      place: placeSchema,
      ports: list(portSchema),
    }),
  ),
  firewall: list(settingSchema),
  users: list(
    object({
      name: string,
      normal: described('A person, and not a service', boolean),
      groups: list(string),
      shell: optional(string),
      keys: described('How many SSH keys are written out', integer),
      place: placeSchema,
    }),
  ),
  disks: list(settingSchema),
  flake: optional(described('The flake that it is of', string)),
});
export type Documented = Infer<typeof documentedSchema>;

export const documentSchema = object({
  machines: list(documentedSchema),
  flakes: list(
    object({
      name: string,
      inputs: list(
        object({ name: string, from: string, revision: optional(string), date: optional(string) }),
      ),
    }),
  ),
  groups: described(
    'Groups of several machines, with what these do not set alike',
    list(
      object({
        name: string,
        machines: list(string),
        differences: list(
          object({
            option: string,
            values: list(object({ machine: string, value: optional(string) })),
          }),
        ),
      }),
    ),
  ),
  links: described(
    'What of a machine’s configuration names another',
    list(object({ from: string, to: string, option: string })),
  ),
});
export type Documentation = Infer<typeof documentSchema>;
export type Link = Documentation['links'][number];
