import { schema, type Infer } from '@nixai/api';
import { settingSchema } from '../document/result.js';
import { faultSchema } from '../ssh/each.js';

const { object, string, list, boolean, integer, optional, described, oneOf } = schema;

export const explainedSchema = object({
  option: string,
  known: described(
    'Whether it is an option, a key of one, or stands before several',
    oneOf('option', 'key', 'group', 'renamed', 'removed', 'unknown', 'unsure'),
  ),
  about: optional(
    object({
      name: string,
      type: string,
      default: optional(string),
      example: optional(string),
      description: string,
      url: optional(string),
    }),
  ),
  note: optional(string),
  nearest: described('Names near it, where there is none of this name', list(string)),
  below: described('How many options lie below it', integer),
  optionSet: described('What it was looked up in', string),
  machines: list(
    object({
      name: string,
      host: optional(string),
      unread: optional(described('Why its configuration was not read', string)),
      complete: described('Every import could be followed', boolean),
      settings: described('What it declares of the option, and below it', list(settingSchema)),
      fault: optional(faultSchema),
      runs: optional(
        described(
          'What the machine itself says; absent where it was not asked',
          object({ value: optional(string), why: optional(string) }),
        ),
      ),
    }),
  ),
});
export type Explained = Infer<typeof explainedSchema>;
