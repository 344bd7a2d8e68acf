import { schema } from '@nixai/api';

const { boolean, described, integer, list, object, oneOf, optional, string } = schema;

export const templatesApplyResult = object({
  template: string,
  file: described('Absolute', string),
  diff: described('Unified; empty where the file is so already', string),
  check: object({
    against: described(
      'Complete option sets that the options were looked up in; empty where there was none',
      list(string),
    ),
    findings: list(
      object({
        rule: string,
        severity: oneOf('error', 'warning', 'note'),
        message: string,
        line: { ...integer, minimum: 1 },
      }),
    ),
  }),
  written: boolean,
  dryRun: boolean,
  undo: optional(described('For nixai undo; absent where nothing was written', string)),
});
