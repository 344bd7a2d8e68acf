import { schema, type Infer } from '@nixai/api';

const { described, integer, list, literal, object, optional, oneOf, string, union } = schema;

const sized = object({ path: string, bytes: described('Unpacked', integer) });

const closure = object({
  kind: literal('closure'),
  target: string,
  of: described('What running it needs, or what building it needs', oneOf('runtime', 'build')),
  roots: list(string),
  paths: integer,
  bytes: described('Of all, unpacked', integer),
  depth: described('Steps of the longest chain', integer),
  largest: described('By their own bytes', list(sized)),
  heaviest: described(
    'By what would go with them: all that nothing else in the closure needs',
    list(object({ path: string, bytes: integer, own: integer, paths: integer })),
  ),
  mostUsed: described(
    'By how many paths point to them',
    list(object({ path: string, users: integer })),
  ),
  versions: described(
    'Packages of which there is more than one version',
    list(
      object({
        name: string,
        versions: list(object({ version: string, paths: list(string), bytes: integer })),
      }),
    ),
  ),
});

const configuration = object({
  kind: literal('configuration'),
  target: string,
  files: integer,
  lines: integer,
  depth: described('Steps of the longest chain of imports', integer),
  systems: described('Systems and homes that a flake names', list(string)),
  largest: list(object({ file: string, lines: integer })),
  mostImported: list(object({ file: string, users: integer })),
  loose: described('Nothing that can be followed without evaluating leads to them', list(string)),
  missing: list(object({ file: string, path: string, nearest: optional(string) })),
  unknown: described('Imports that only an evaluation would follow, as written', list(string)),
});

export const analyzedSchema = union(closure, configuration);
export type AnalyzedClosure = Infer<typeof closure>;
export type AnalyzedConfiguration = Infer<typeof configuration>;
export type Analyzed = AnalyzedClosure | AnalyzedConfiguration;
