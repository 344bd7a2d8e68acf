import { schema } from '@nixai/api';

const { boolean, list, object, oneOf, optional, string } = schema;

export const doctorResult = object({
  healthy: boolean,
  groups: list(
    object({
      title: string,
      findings: list(
        object({
          level: oneOf('good', 'info', 'bad'),
          about: string,
          detail: string,
          remedy: optional(string),
        }),
      ),
    }),
  ),
});
