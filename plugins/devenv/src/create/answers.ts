import { ExitCode, NixaiError } from '@nixai/api';
import { serviceNamed } from '../services/services.js';
import type { Answers, DevenvTemplate, TemplateOption } from '../templates/template.js';

/** What was asked for on the command line. */
export interface Wishes {
  readonly name: string;
  readonly framework?: string;
  /** `postgres,redis`, or one a flag. */
  readonly services?: readonly string[];
  /** `packageManager=pnpm`. */
  readonly set?: readonly string[];
  /** Of `--with-…`: `typescript`, `poetry`. */
  readonly withs: readonly string[];
}

/** `--with-poetry` is a choice of package manager; the others are options of their own. */
const meanings: Readonly<Record<string, readonly [option: string, value: string]>> = {
  poetry: ['packageManager', 'poetry'],
};

/**
 * What was asked for, held to what the template has.
 * @throws NixaiError `devenv-option`.
 */
export function answersFrom(template: DevenvTemplate, wishes: Wishes): Answers {
  const values = new Map(template.options.map((one) => [one.name, one.default]));
  const put = (name: string, value: string, typed: string) => {
    const option = template.options.find((one) => one.name === name);
    if (option === undefined)
      throw refused(`${template.title} has no ${typed}`, optionsOf(template));
    values.set(name, held(option, value));
  };
  for (const word of wishes.withs) {
    const [name, value] = meanings[word] ?? [word, 'true'];
    put(name, value, `--with-${word}`);
  }
  for (const word of wishes.set ?? []) {
    const at = word.indexOf('=');
    if (at < 1) throw refused(`"${word}" gives no option a value`, '--set packageManager=pnpm');
    put(word.slice(0, at), word.slice(at + 1), `option "${word.slice(0, at)}"`);
  }
  return {
    name: projectName(wishes.name),
    framework: frameworkOf(template, wishes.framework),
    services: servicesOf(wishes.services),
    values: Object.fromEntries(values),
  };
}

/** @throws NixaiError `devenv-option` where the option does not take the value. */
export function held({ name, choices, pattern }: TemplateOption, value: string): string {
  const fits =
    choices?.includes(value) ?? new RegExp(`^(?:${pattern?.source ?? '.*'})$`).test(value);
  if (fits) return value;
  const why = choices === undefined ? undefined : `it takes: ${choices.join(', ')}`;
  throw refused(`${name} cannot be "${value}"`, why);
}

/** @throws NixaiError `devenv-option` for a name that is no folder's, or an option to a program. */
function projectName(name: string): string {
  if (/^[A-Za-z0-9_][\w.-]{0,99}$/.test(name)) return name;
  throw refused(`"${name}" is no name for a project`, 'letters, digits, -, _ and dots');
}

function frameworkOf({ title, frameworks }: DevenvTemplate, word: string | undefined) {
  if (word === undefined) return undefined;
  const found = frameworks.find(({ name, words }) => name === word || words[0] === word);
  if (found !== undefined) return found.name;
  const known = frameworks.map(({ name }) => name).join(', ');
  throw refused(
    `there is no framework "${word}" for ${title}`,
    known === '' ? 'it has none' : `there are: ${known}`,
  );
}

/** Services by their names, from words with commas between. */
export function servicesOf(words: readonly string[] = []): readonly string[] {
  const asked = words.flatMap((word) => word.split(',')).filter((word) => word !== '');
  const found = asked.map((word) => {
    const service = serviceNamed(word.trim().toLowerCase());
    if (service === undefined)
      throw refused(`there is no service "${word}" here`, 'nixai devenv list');
    return service.name;
  });
  return [...new Set(found)];
}

const optionsOf = ({ options }: DevenvTemplate): string =>
  options.length === 0
    ? 'it has no options'
    : `it has: ${options.map(({ name }) => name).join(', ')}`;

function refused(what: string, why: string | undefined): NixaiError {
  return new NixaiError({
    code: 'devenv-option',
    what,
    why,
    hint: 'nixai devenv list',
    exitCode: ExitCode.usage,
  });
}
