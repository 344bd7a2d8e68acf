import { checkFindingSchema, optionSetSchema, schema } from '@nixai/api';

const { boolean, described, integer, list, object, oneOf, optional, string } = schema;

export const checkFormats = ['text', 'html', 'sarif', 'github', 'junit'] as const;

export const checkResult = object({
  format: oneOf(...checkFormats),
  fix: optional(
    described(
      'What --fix did, or would do',
      object({
        files: list(object({ path: string, diff: string, rules: list(string) })),
        left: list(object({ rule: string, file: string, line: integer, why: string })),
        applied: boolean,
        change: optional(described('For nixai undo', string)),
      }),
    ),
  ),
  findings: list(checkFindingSchema),
  files: list(string),
  definitions: integer,
  against: list(object({ set: optionSetSchema, text: string, complete: boolean })),
  unknownImports: list(string),
  notJudged: optional(
    described('Rules that need the whole configuration, and saw a part of it', list(string)),
  ),
  hosts: optional(
    described(
      'By machine and home, where there are several',
      list(
        object({
          name: string,
          files: integer,
          errors: integer,
          warnings: integer,
          notes: integer,
        }),
      ),
    ),
  ),
  full: optional(boolean),
});
