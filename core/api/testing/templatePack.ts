import type { NixTemplate, TemplatePack, TemplateVariable } from '@nixai/api';
import { faultOfValue, fillTemplate, placeholdersIn } from '@nixai/contributions';

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * What is wrong with a pack of templates, one sentence each; empty if it keeps the contract.
 * Whether the Nix parses and its options exist is said by `nixai templates show`.
 */
export function checkTemplatePack(pack: TemplatePack): readonly string[] {
  const ids = pack.templates.map(({ id }) => id);
  return [
    ...(kebab.test(pack.name) ? [] : [`${pack.name}: the name is not kebab-case`]),
    ...(pack.summary.trim() === '' ? [`${pack.name}: the summary says nothing`] : []),
    ...(ids.length === 0 && pack.kept !== true ? [`${pack.name}: has no template`] : []),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id}: is there twice`),
    ...pack.templates.flatMap((template) =>
      faultsOfTemplate(template).map((fault) => `${template.id}: ${fault}`),
    ),
  ];
}

/**
 * A template with these values put in, as `nixai templates show` would.
 * @param typed values by variable, as words; a list has one word for each item.
 * @returns the Nix, and the variables that have to be given and were not.
 * @throws NixaiError `template-variable` for a name or a value that does not fit.
 */
export function filledTemplate(
  template: NixTemplate,
  typed: Readonly<Record<string, readonly string[]>> = {},
): { readonly nix: string; readonly missing: readonly string[] } {
  const { nix, missing } = fillTemplate(template, typed);
  return { nix, missing };
}

function faultsOfTemplate(template: NixTemplate): string[] {
  const { id, title, description, kind, category, tags, variables, source } = template;
  const faults: string[] = [];
  if (!kebab.test(id)) faults.push('the id is not kebab-case');
  for (const [name, text] of Object.entries({ title, description }))
    if (text.trim().length < 5) faults.push(`the ${name} says nothing`);
  if (!['nixos', 'home-manager', 'flake'].includes(kind)) faults.push(`${kind} is no kind`);
  for (const word of [category, ...tags])
    if (!kebab.test(word)) faults.push(`"${word}" is no kebab-case word`);
  const names = variables.map(({ name }) => name);
  const used = placeholdersIn(source);
  for (const name of used) if (!names.includes(name)) faults.push(`@${name}@ is no variable of it`);
  for (const [at, variable] of variables.entries()) {
    if (names.indexOf(variable.name) !== at) faults.push(`${variable.name} is there twice`);
    if (!used.includes(variable.name)) faults.push(`${variable.name} is not used`);
    faults.push(...faultsOfVariable(variable).map((fault) => `${variable.name}: ${fault}`));
  }
  return faults;
}

function faultsOfVariable(variable: TemplateVariable): string[] {
  const faults: string[] = [];
  if (!/^[a-z][A-Za-z0-9_]*$/.test(variable.name))
    faults.push('the name is no word that begins with a small letter');
  if (variable.description.trim() === '') faults.push('the description says nothing');
  const value = variable.default ?? variable.example;
  if (value === undefined) faults.push('has neither a default nor an example');
  for (const one of [variable.default, variable.example]) {
    const fault = one === undefined ? undefined : faultOfValue(variable, one);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}
