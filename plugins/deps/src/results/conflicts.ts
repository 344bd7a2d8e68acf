import { schema, type Infer } from '@nixai/api';

const { boolean, described, integer, list, object, oneOf, string } = schema;

const collision = object({
  environment: string,
  by: described(
    'What the environment is put together by: a NixOS system (environment.systemPackages), that of a user of one, Home Manager, nix-env, nix profile',
    oneOf('system', 'user', 'home-manager', 'nix-env', 'nix-profile', 'other'),
  ),
  shown: described('The package whose files are seen', string),
  hidden: described('The package whose files of the same names are not', string),
  files: list(object({ file: string, same: described('Of the same content', boolean) })),
});
export type Collision = Infer<typeof collision>;

export const conflictsSchema = object({
  target: string,
  paths: integer,
  bytes: integer,
  versions: described(
    'Packages of which there is more than one version, those with most bytes first',
    list(
      object({
        name: string,
        versions: list(
          object({
            version: string,
            paths: list(string),
            bytes: integer,
            chain: described('A shortest one, from what is looked at down to it', list(string)),
            freed: described('Bytes that the closure would be smaller by without it', integer),
          }),
        ),
      }),
    ),
  ),
  left: described('How many more such packages there are', integer),
  environments: described(
    'What was looked through for files that several packages give',
    list(string),
  ),
  collisions: described('By the two packages, those with most files first', list(collision)),
});
export type Conflicts = Infer<typeof conflictsSchema>;
