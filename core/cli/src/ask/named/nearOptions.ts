import type { OptionCatalog, OptionEntry } from '@nixai/api';
import { isQuiet, termsOf, withoutActions } from '@nixai/docs';
import type { NamedModule } from './findModule.js';
import { withoutKinds } from './things.js';

/** An option of a module that has words of the question. */
export interface NearOption extends OptionEntry {
  /** The words of the question that it has, as stems. */
  readonly words: readonly string[];
  /** A value of it that the question names: `iwd` of `one of "wpa_supplicant", "iwd"`. */
  readonly value?: string;
}

const mostOptions = 600;
const mostNear = 4;

/** The stems of a question that say what is asked, its actions and everyday words left out. */
export function tellingWords(question: string): string[] {
  const { words } = termsOf(withoutActions(withoutKinds(question.toLowerCase())));
  return [...new Set(words.filter((word) => !isQuiet(word)))];
}

/** The options of a module that have words of the question besides the module's name, best first. */
export function nearOptions(
  { path, thing }: NamedModule,
  question: string,
  catalog: OptionCatalog,
): NearOption[] {
  const name = new Set(thing.words);
  const words = termsOf(question.toLowerCase()).words.filter(
    (word) => !name.has(word) && !vague.has(word),
  );
  if (words.length === 0) return [];
  const paths = new Set(question.match(/[\w-]+(?:\.[\w-]+)+/g));
  const isWritten = ({ name }: OptionEntry) => Number(paths.has(name));
  return catalog
    .below(path, mostOptions)
    .map((option) => near(option, path, words))
    .filter((option) => option.words.some((word) => !isQuiet(word)))
    .sort(
      (a, b) =>
        isWritten(b) - isWritten(a) || b.words.length - a.words.length || depthOf(a) - depthOf(b),
    )
    .slice(0, mostNear);
}

/** Words that stand in options of any module and say nothing of what is asked. */
const vague = new Set(termsOf('enable package config settings extra service server nixos').words);

function near(option: OptionEntry, path: string, words: readonly string[]): NearOption {
  const names = termsOf(option.name.slice(path.length).replaceAll('.', ' '));
  // `splashimage` is `splashImage`, which has two words.
  const own = new Set([...names.words, ...names.compounds.map(({ term }) => term)]);
  const values = [...option.type.matchAll(/"([^"]+)"/g)].map(([, value = '']) => value);
  const value = values.find((one) => words.includes(termsOf(one).words.join(' ')));
  const valueWord = value === undefined ? undefined : termsOf(value).words.join(' ');
  return {
    ...option,
    words: [...new Set(words.filter((word) => own.has(word) || word === valueWord))],
    ...(value !== undefined && { value }),
  };
}

const depthOf = ({ name }: OptionEntry): number => name.split('.').length;
