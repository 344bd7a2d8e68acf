import { schema, type Infer } from '@nixai/api';

const { boolean, described, integer, list, object, oneOf, string } = schema;

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

export const diffSchema = object({
  of: oneOf('runtime', 'build'),
  before: side,
  after: side,
  changes: list(changed),
  same: described('Packages of which each path is the same', integer),
  full: described('Whether all of it is printed as text', boolean),
});

export type Diff = Infer<typeof diffSchema>;
export type Changed = Diff['changes'][number];
