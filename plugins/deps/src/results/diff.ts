import { schema, type Infer } from '@nixai/api';

const { boolean, described, integer, list, object, oneOf, optional, string } = schema;

const side = object({ target: string, paths: integer, bytes: integer });

const changed = object({
  name: described('Of a package, without its version', string),
  change: described(
    '`rebuilt`: other paths of the same versions',
    oneOf('version', 'added', 'removed', 'rebuilt'),
  ),
  before: described('Versions; empty where it was not there, or has none', list(string)),
  after: list(string),
  bytes: described('So many more, or fewer', integer),
});

const change = object({
  name: string,
  before: optional(described('Absent where it is new', string)),
  after: optional(described('Absent where it is gone', string)),
});

const reason = object({
  name: string,
  before: described('The derivation that it was', string),
  after: string,
  chain: described('Names, from what is compared down to it', list(string)),
  above: described('How many derivations need it and differ, too', integer),
  attributes: list(change),
  inputs: described('Derivations that are new or gone among those that it needs', list(change)),
  sources: described('Files that are no derivation’s', list(change)),
});
export type Reason = Infer<typeof reason>;

const reasons = object({
  differing: described('Derivations that differ', integer),
  causes: described(
    'Those that differ by themselves, the one that most others need first',
    list(reason),
  ),
  left: described('How many more do so, and are not listed', integer),
});
export type Reasons = Infer<typeof reasons>;

export const diffSchema = object({
  of: oneOf('runtime', 'build'),
  before: side,
  after: side,
  changes: list(changed),
  same: described('Packages of which each path is the same', integer),
  reasons: optional(described('Where they were asked for: why it was built anew', reasons)),
  full: described('Whether all of it is printed as text', boolean),
});

export type Diff = Infer<typeof diffSchema>;
export type Changed = Diff['changes'][number];
