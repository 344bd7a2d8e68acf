import { schema, type Infer } from '@nixai/api';

const { boolean, described, integer, list, object, oneOf, optional, string } = schema;

const touched = object({
  derivation: described('Its name', string),
  kind: oneOf(
    ...([
      'network',
      'interpreter',
      'program',
      'home',
      'file',
      'device',
      'store',
      'rights',
    ] as const),
  ),
  what: described('The host, file or folder; of rights what was tried', string),
  from: described(
    'A line of its log, or an attribute that says it will',
    oneOf('log', 'attribute'),
  ),
  line: optional(described('Of the log, from 1', integer)),
  attribute: optional(string),
  text: described('As it stands there', string),
});
export type Touched = Infer<typeof touched>;

export const sandboxedSchema = object({
  sandbox: object({
    set: described('The setting sandbox', oneOf('true', 'false', 'relaxed')),
    fallback: described('Whether Nix builds without one where none can be made', boolean),
    paths: described('sandbox-paths: what else a build sees', list(string)),
    obstacle: optional(described('Why no sandbox can be made here', string)),
  }),
  derivations: list(
    object({
      derivation: string,
      name: string,
      download: described('Its hash is known before: it has the network', boolean),
      free: described('It says __noChroot: with sandbox = relaxed it has no sandbox', boolean),
      log: described('Whether Nix has its log', boolean),
    }),
  ),
  touched: list(touched),
});
export type Sandboxed = Infer<typeof sandboxedSchema>;
