import { schema, type Infer, type NixTemplate } from '@nixai/api';
import { deployedPlanSchema } from '../deploy/result.js';
import { recordSchema } from '../deploy/record.js';

const { object, string, list, integer, boolean, optional, described, oneOf } = schema;

const aboutFields = {
  template: described('Its id', string),
  title: string,
  description: string,
  version: string,
  variables: list(
    object({
      name: string,
      type: oneOf('string', 'integer', 'boolean', 'strings'),
      description: string,
      needed: described('It has no default', boolean),
      default: optional(described('As Nix or a word would say it', string)),
      fits: optional(described('What a value has to be', string)),
    }),
  ),
  rules: described(
    'What has to be so in what it makes',
    list(object({ id: string, about: string, option: optional(string), value: optional(string) })),
  ),
};
export const templateSchema = object(aboutFields);
export type AboutTemplate = Infer<typeof templateSchema>;

export const createdTemplateSchema = object({
  ...aboutFields,
  file: string,
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
});
export type CreatedTemplate = Infer<typeof createdTemplateSchema>;

export const fromTemplateSchema = object({
  template: described('PACK/ID', string),
  machine: string,
  file: described('What the template makes lies there; absolute', string),
  importedBy: optional(described('The file of its configuration that imports it', string)),
  files: described('What is different', list(object({ file: string, diff: string }))),
  findings: described(
    'Warnings of the check that were not there before',
    list(object({ rule: string, message: string, file: string, line: integer })),
  ),
  rules: described(
    'What had to be so, and is; unknown where only the machine itself could say',
    list(object({ id: string, about: string, outcome: oneOf('met', 'unknown') })),
  ),
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
  next: described('What is left to do, where it was written and not deployed', list(string)),
  plan: optional(deployedPlanSchema),
  deployment: optional(recordSchema),
});
export type FromTemplate = Infer<typeof fromTemplateSchema>;

/** What a list or a person is told of a template. */
export function aboutTemplate(template: NixTemplate): AboutTemplate {
  const { id, title, description, version = '1.0.0', variables, compliance = [] } = template;
  return {
    ...{ template: id, title, description, version },
    variables: variables.map((variable) => {
      const { name, type, description: about, default: usual } = variable;
      const fits = fitsText(variable);
      return {
        ...{ name, type, description: about, needed: usual === undefined },
        ...(usual !== undefined && { default: [usual].flat().join(' ') }),
        ...(fits !== '' && { fits }),
      };
    }),
    rules: compliance.map(({ id: rule, about, option }) => ({
      ...{ id: rule, about },
      ...(option !== undefined && { option: option.path, value: option.value }),
    })),
  };
}

function fitsText(variable: NixTemplate['variables'][number]): string {
  const { min, max, choices, pattern } = variable as {
    readonly min?: number;
    readonly max?: number;
    readonly choices?: readonly string[];
    readonly pattern?: RegExp;
  };
  return [
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
    ...(choices === undefined ? [] : [`one of ${choices.join(', ')}`]),
    ...(pattern === undefined ? [] : [pattern.source]),
  ].join(', ');
}
