import { schema, type Infer } from '@nixai/api';

const { boolean, described, integer, list, object, oneOf, optional, string } = schema;

export const formats = ['dot', 'mermaid', 'json', 'svg'] as const;
export type Format = (typeof formats)[number];

export const graphSchema = object({
  target: string,
  of: oneOf('runtime', 'build', 'configuration'),
  format: oneOf(...formats),
  nodes: list(
    object({
      path: described('Of one package, where they are folded: its name', string),
      label: string,
      bytes: optional(integer),
      lines: optional(integer),
    }),
  ),
  edges: described(
    'What needs what, by the places of nodes in the list',
    list(object({ from: integer, to: integer })),
  ),
  folded: optional(
    described('From so many paths, since there were too many to draw each', integer),
  ),
  svg: optional(string),
  output: optional(
    object({ file: string, written: described('False where it was not to be replaced', boolean) }),
  ),
});
export type DrawnGraph = Infer<typeof graphSchema>;
