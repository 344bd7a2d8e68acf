import { schema, type Infer } from '@nixai/api';
import { checkReport } from '../templates/report.js';

const { object, list, string, boolean, integer, optional, oneOf } = schema;

/** A template that was made of several. */
export const combinedTemplate = object({
  id: string,
  file: string,
  of: list(string),
  variables: list(object({ name: string, description: string })),
  disagreements: list(
    object({
      ...{ path: string, first: string, second: string, of: string, why: string },
      taken: optional(oneOf('first', 'second')),
    }),
  ),
  ports: list(object({ port: integer, paths: list(string) })),
  check: checkReport,
  nix: string,
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
});
export type CombinedTemplate = Infer<typeof combinedTemplate>;
