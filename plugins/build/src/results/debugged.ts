import { schema, type Infer } from '@nixai/api';

const { any, boolean, described, integer, list, number, object, optional, string } = schema;

const environmentSchema = object({
  nix: optional(described('Its version', string)),
  system: described('What it builds for', string),
  processors: integer,
  cores: described('The setting of Nix: how many a build may use; 0 for all', integer),
  maxJobs: described('The setting of Nix: how many builds at once', string),
  memory: described('Bytes', number),
  free: described('Bytes', number),
  nixpkgs: optional(described('As far as a lock or <nixpkgs> says it', string)),
});
export type Environment = Infer<typeof environmentSchema>;

export const debuggedSchema = object({
  argv: described('What was built, as it can be run without nixai', list(string)),
  code: described('The exit code of Nix', integer),
  failed: optional(
    described(
      'Absent where it was built, or where no derivation failed',
      object({
        derivation: string,
        name: string,
        phase: optional(
          described('The one that was going on, where the builder names any', string),
        ),
        from: optional(described('The machine that built it, where that is another', string)),
        folder: optional(
          described('What the build left, as Nix kept it; absent where it kept none', string),
        ),
        shell: optional(described('Opens a shell in its environment and there', list(string))),
        again: optional(described('In that shell: runs what failed again', string)),
        secret: optional(
          described('What would run it again seems to hold a secret, and is not printed', boolean),
        ),
      }),
    ),
  ),
  environment: optional(described('What the build that failed had here', environmentSchema)),
  diagnosis: optional(described('What nixai diagnose returns for its log', any)),
  errors: described('What Nix says went wrong', list(string)),
  opened: described('Whether the shell was opened', boolean),
});
export type Debugged = Infer<typeof debuggedSchema>;
export type Failed = NonNullable<Debugged['failed']>;
