import { isQuiet, sameThings, termsOf, withoutActions } from '@nixai/docs';
import { goalOf } from '../transition.js';

/** A word that more of a topic's parts have than this share tells them apart no longer. */
const sharedBy = 0.5;

/**
 * Tells how much each part of a topic has to do with the very question: by words of the question that
 * few other parts have. What all of them speak of is the topic, and says nothing of one part.
 * @param title Its words name the topic, and are not counted.
 */
export function relevanceOf(question: string, parts: readonly string[], title = ''): number[] {
  const words = wordsBeyond(title, question);
  const own = parts.map((part) => wordsOf(part));
  const most = Math.max(1, sharedBy * parts.length);
  const telling = words
    .map((word) => formsAmong(own, word))
    .map((forms) => ({ forms, count: own.filter((known) => hasAny(known, forms)).length }))
    .filter(({ count }) => count > 0 && count <= most);
  return own.map((known) =>
    telling.reduce(
      (sum, { forms, count }) =>
        sum + (hasAny(known, forms) ? weightOf(forms[0] ?? '') / count : 0),
      0,
    ),
  );
}

/** How much of what a question asks beyond the title a part of the topic says itself, 0 to 1; of all of it where that is the title. */
export function shareSaid(question: string, part: string, title: string): number {
  const own = wordsOf(part);
  const beyond = wordsBeyond(title, question);
  const words = beyond.length > 0 ? beyond : wordsBeyond('', question);
  const weights = (some: readonly string[]) =>
    some.reduce((sum, word) => sum + (isQuiet(word) ? quietShare : 1), 0);
  const said = words.filter((word) => hasAny(own, [word, ...shortFormsOf(word)]));
  return weights(said) / (weights(words) || 1);
}

/** The question is made of everyday words as well, though they tell parts apart only where nothing else does. */
const quietShare = 0.45;

/** "app" and "application", and no other word for the same. */
const shortFormsOf = (word: string): string[] =>
  (sameThings.get(word) ?? []).filter((other) => other.startsWith(word) || word.startsWith(other));

/** The words of a question that do not name the topic, nor say the same as what names it. */
function wordsBeyond(title: string, question: string): string[] {
  const goal = goalOf(question);
  const things = termsIn(withoutActions(goal));
  const named = new Set(
    termsOf(title).words.flatMap((word) => [word, ...(sameThings.get(word) ?? [])]),
  );
  const asked = things.length > 0 ? things : termsIn(goal);
  return [...new Set(asked)].filter((word) => !named.has(word));
}

/** The word itself where any part has it, else its other form. */
const formsAmong = (parts: readonly ReadonlySet<string>[], word: string): readonly string[] =>
  parts.some((known) => known.has(word)) ? [word] : [word, ...shortFormsOf(word)];

const hasAny = (known: ReadonlySet<string>, words: readonly string[]): boolean =>
  words.some((word) => known.has(word));

/** An everyday word ("test", "log") says which part is meant where nothing else does. */
const ofQuiet = 0.2;
const weightOf = (word: string): number => (isQuiet(word) ? ofQuiet : 1);

/** A flag of a command, `-c`, is no word. */
const flag = /(?<=[\s`])-[a-z]\b/gi;

/** The words of a text, those within names of options among them. */
const wordsOf = (text: string): Set<string> =>
  new Set(termsIn(`${text} ${text.replace(/[.`"]|(?<=[a-z])(?=[A-Z])/g, ' ')}`.replace(flag, ' ')));

/** Words, and compounds as one: `javafx`, `IN_NIX_SHELL`. */
function termsIn(text: string): string[] {
  const { words, compounds } = termsOf(text);
  return [...words, ...compounds.map(({ term }) => term)];
}
