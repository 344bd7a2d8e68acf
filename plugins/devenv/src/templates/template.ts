import { point } from '@nixai/api';
import type { Part } from '../environment/environment.js';

/** A choice of a template: a version, a package manager, with or without something. */
export interface TemplateOption {
  /** As it is given: `--set packageManager=pnpm`. */
  readonly name: string;
  readonly about: string;
  /** The words that it takes; any word that fits `pattern` where absent. */
  readonly choices?: readonly string[];
  /** The whole of a word; with no choices. */
  readonly pattern?: RegExp;
  readonly default: string;
}

/** A framework or a kind of project in a language. */
export interface Framework {
  readonly name: string;
  readonly title: string;
  /** Words that a description of such a project has. */
  readonly words: readonly string[];
  /** What it adds to the language. */
  part(answers: Answers): Part;
}

/** What was chosen. */
export interface Answers {
  /** The project's name. */
  readonly name: string;
  readonly framework?: string;
  /** Services by name, so that a template can bring their clients. */
  readonly services: readonly string[];
  /** Of each option of the template. */
  readonly values: Readonly<Record<string, string>>;
}

/** A development environment to start from; a contribution to `devenv.templates`. */
export interface DevenvTemplate {
  readonly name: string;
  readonly title: string;
  /** Other names that people give it. */
  readonly aliases: readonly string[];
  /** Words that a description of such a project has. */
  readonly words: readonly string[];
  readonly options: readonly TemplateOption[];
  readonly frameworks: readonly Framework[];
  part(answers: Answers): Part;
}

/** Environments that `nixai devenv` starts from; any plugin may add some. */
export const devenvTemplates = point<DevenvTemplate>('devenv.templates', {
  what: 'devenv template',
});

/** A choice between with and without. */
export const withOption = (name: string, about: string, fallback = false): TemplateOption => ({
  name,
  about,
  choices: ['true', 'false'],
  default: String(fallback),
});
