import type { Prompt } from '@nixai/api';
import { services } from '../services/services.js';
import type { Answers, DevenvTemplate, TemplateOption } from '../templates/template.js';
import { held, servicesOf } from './answers.js';
import { packageNames } from './create.js';

/**
 * Asks for each option of a template, with what is chosen already as the answer to an empty line.
 * @throws NixaiError `not-interactive` without a terminal.
 */
export async function askAnswers(
  prompt: Prompt,
  template: DevenvTemplate,
  given: Answers,
  packages: readonly string[],
): Promise<{ readonly answers: Answers; readonly packages: readonly string[] }> {
  const values: Record<string, string> = {};
  for (const option of template.options)
    values[option.name] = await askOption(prompt, option, given.values[option.name]);
  const framework = await askFramework(prompt, template, given.framework);
  const known = services.map(({ name }) => name).join(', ');
  const asked = await prompt.input(`Services (${known})`, given.services.join(','));
  const more = await prompt.input('Packages besides', packages.join(' '));
  return {
    answers: { name: given.name, framework, services: servicesOf([asked]), values },
    packages: packageNames([more]),
  };
}

async function askOption(
  prompt: Prompt,
  option: TemplateOption,
  chosen = option.default,
): Promise<string> {
  const { about, choices } = option;
  if (choices === undefined) return held(option, await prompt.input(about, chosen));
  if (choices.length === 2 && choices.includes('true'))
    return String(await prompt.confirm(`${about}?`, chosen === 'true'));
  // What is chosen comes first: Enter takes it.
  const ordered = [chosen, ...choices.filter((one) => one !== chosen)];
  return prompt.select(
    about,
    ordered.map((value) => ({ name: value, value })),
  );
}

async function askFramework(
  prompt: Prompt,
  { frameworks }: DevenvTemplate,
  chosen: string | undefined,
): Promise<string | undefined> {
  if (frameworks.length === 0) return undefined;
  const all = [
    { name: 'none', value: undefined as string | undefined },
    ...frameworks.map(({ name, title }) => ({ name: title, value: name })),
  ];
  const first = all.filter(({ value }) => value === chosen);
  return prompt.select('Framework', [...first, ...all.filter(({ value }) => value !== chosen)]);
}
