import { schema, type Infer } from '@nixai/api';

const { boolean, described, integer, list, object, oneOf, optional, string } = schema;

const answer = object({
  cache: described('As it is set', string),
  path: string,
  says: oneOf(
    ...(['has', 'absent', 'unsigned', 'foreign-key', 'bad-signature', 'other-store'] as const),
    ...(['refused', 'unreachable', 'tls', 'no-cache', 'offline', 'remembered'] as const),
  ),
  why: optional(string),
  keys: optional(described('The names of the keys that it is signed with', list(string))),
  bytes: optional(described('To fetch, packed', integer)),
});
export type CacheAnswer = Infer<typeof answer>;

/** A reason that lies with the settings or with what is built, and not with a cache. */
const reason = object({
  kind: oneOf(
    ...(['no-substituters', 'substitute-off', 'allow-substitutes', 'local-build'] as const),
    ...(['unfree', 'not-built-by-hydra', 'other-system', 'override', 'unknown-path'] as const),
  ),
  text: described('A sentence', string),
});
export type MissReason = Infer<typeof reason>;

export const cacheMissSchema = object({
  derivation: string,
  name: string,
  outputs: described('Store paths', list(string)),
  here: described('All of them are in the store', boolean),
  fetchable: described('Nix would fetch all of them, as it is set now', boolean),
  substituters: list(string),
  answers: described('What each cache says of each output', list(answer)),
  reasons: list(reason),
  missed: described('Derivations that it takes and that no cache has either', integer),
  asked: described('Derivations that were looked for', integer),
  origins: described(
    'Those of them of which all that they take is in a cache: where it begins',
    list(object({ derivation: string, name: string, reasons: list(reason) })),
  ),
});
export type CacheMiss = Infer<typeof cacheMissSchema>;
