import type { NixTemplate, TemplateVariable } from '@nixai/api';

/** Values to try a template with: each choice, both switches, the ends of each range. */
export function casesOf({ variables }: NixTemplate): Readonly<Record<string, readonly string[]>>[] {
  return [
    {},
    ...variables.flatMap((variable) =>
      valuesOf(variable).map((value) => ({ [variable.name]: [value] })),
    ),
  ];
}

function valuesOf(variable: TemplateVariable): string[] {
  switch (variable.type) {
    case 'boolean':
      return ['true', 'false'];
    case 'integer':
      return [variable.min, variable.max].flatMap((one) =>
        one === undefined ? [] : [String(one)],
      );
    case 'string':
      return [...(variable.choices ?? [])];
    case 'strings':
      return [];
  }
}
