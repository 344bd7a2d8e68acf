import type { Service } from '../services/services.js';
import type { DevenvTemplate, Framework } from '../templates/template.js';
import { ecosystem } from './ecosystem.js';

/** An environment that a description may mean. */
export interface Suggestion {
  readonly template: string;
  readonly framework?: string;
  readonly services: readonly string[];
  /** `--with-typescript`, as the command takes them. */
  readonly withs: readonly string[];
  /** The words of the description that speak for it. */
  readonly because: readonly string[];
  /** The command that writes it. */
  readonly command: string;
}

interface Scored {
  readonly template: DevenvTemplate;
  readonly framework?: Framework;
  readonly score: number;
  /** Whether the language, or a framework of it, is called by its name. */
  readonly isNamed: boolean;
  readonly because: readonly string[];
}

/** A flag of `create`, the templates that have it, and the words that ask for it. */
const withWords = [
  { flag: 'typescript', of: 'nodejs', words: ['typescript', 'ts', 'tsx'] },
  { flag: 'poetry', of: 'python', words: ['poetry'] },
  { flag: 'jupyter', of: 'python', words: ['jupyter', 'notebook', 'notebooks', 'jupyterlab'] },
  { flag: 'grpc', of: 'golang', words: ['grpc', 'protobuf'] },
  { flag: 'wasm', of: 'rust', words: ['wasm', 'webassembly'] },
] as const;

/**
 * What a description asks for, best first. Where a language is named no other is proposed; without one,
 * the framework or the kind of project tells.
 */
export function suggest(
  text: string,
  templates: readonly DevenvTemplate[],
  services: readonly Service[],
  most = 3,
): readonly Suggestion[] {
  const said = wordsOf(text.replace(unwanted, ' '));
  const wanted = services.filter(({ name, aliases, words }) =>
    [name, ...aliases, ...words].some((word) => said.includes(word)),
  );
  const fitting = templates
    .flatMap((template) => scored(template, said))
    .filter(({ score }) => score > 0);
  const named = fitting.filter(({ isNamed }) => isNamed);
  return (named.length > 0 ? named : fitting)
    .sort((one, other) => other.score - one.score)
    .slice(0, most)
    .map((one) => suggestionOf(one, said, servicesFor(wanted, said)));
}

/** What somebody says that it is not. */
const unwanted = /\b(?:no|not|without|instead of|rather than|except)\s+(?:any |in |a )?\S+/gi;

/** Words as they are compared; `c++`, `c#` and `node.js` are words. */
const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}+#.-]*/gu) ?? [])
    .map((word) => word.replace(/[.-]+$/, '').replace(/\.js$/, 'js'))
    .flatMap((word) => (word.includes('-') ? [word, ...word.split('-')] : [word]));

function scored(template: DevenvTemplate, said: readonly string[]): Scored[] {
  const own = matching([template.name, ...template.aliases], said);
  const about = matching([...template.words, ...(ecosystem[template.name] ?? [])], said).filter(
    (word) => !own.includes(word),
  );
  const score = own.length * 6 + about.length * 3;
  const frameworks = template.frameworks
    .map((framework) => {
      const named = matching([framework.name, framework.words[0] ?? ''], said);
      const hints = matching(framework.words, said).filter((word) => !named.includes(word));
      return {
        framework,
        isNamed: named.length > 0,
        // `api` alone fits every language: a hint counts for more where something speaks for this one.
        score: named.length * 8 + hints.length * (score > 0 ? 2 : 1),
        because: [...named, ...hints],
      };
    })
    .filter((one) => one.score > 0)
    .sort((one, other) => other.score - one.score);
  const words = [...own, ...about];
  const plain = { template, score, isNamed: own.length > 0, because: words };
  return frameworks.length === 0
    ? [plain]
    : frameworks.map((one) => ({
        template,
        framework: one.framework,
        score: score + one.score,
        isNamed: own.length > 0 || one.isNamed,
        because: [...new Set([...words, ...one.because])],
      }));
}

const matching = (words: readonly string[], said: readonly string[]): readonly string[] =>
  words.filter((word, at) => said.includes(word) && words.indexOf(word) === at);

/** `database` alone is PostgreSQL; beside one that is named it means that one. */
function servicesFor(wanted: readonly Service[], said: readonly string[]): readonly string[] {
  const stores = ['postgres', 'mysql', 'mongodb'];
  const isNamed = ({ name, aliases }: Service) =>
    [name, ...aliases].some((word) => said.includes(word));
  const named = wanted.filter((one) => stores.includes(one.name) && isNamed(one));
  return wanted
    .filter((one) => !stores.includes(one.name) || named.length === 0 || named.includes(one))
    .map(({ name }) => name);
}

function suggestionOf(
  { template, framework, because }: Scored,
  said: readonly string[],
  services: readonly string[],
): Suggestion {
  const withs = withWords
    .filter(({ of, words }) => of === template.name && words.some((word) => said.includes(word)))
    .map(({ flag }) => `--with-${flag}`);
  const command = [
    `nixai devenv create ${template.name} ${framework?.name ?? template.name}-app`,
    ...(framework === undefined ? [] : [`--framework ${framework.name}`]),
    ...withs,
    ...(services.length === 0 ? [] : [`--services ${services.join(',')}`]),
  ].join(' ');
  return { template: template.name, framework: framework?.name, services, withs, because, command };
}
