import { isQuiet, termsOf, withoutActions } from '@nixai/docs';

/** A word that more of a topic's parts have than this share tells them apart no longer. */
const sharedBy = 0.5;

/**
 * Tells how much each part of a topic has to do with the very question: by words of the question that
 * few other parts have. What all of them speak of is the topic, and says nothing of one part.
 * @param title Its words name the topic, and are not counted.
 */
export function relevanceOf(question: string, parts: readonly string[], title = ''): number[] {
  const things = termsIn(withoutActions(question));
  const asked = things.length > 0 ? things : termsIn(question);
  const named = new Set(termsOf(title).words);
  const words = [...new Set(asked)].filter((word) => !named.has(word));
  const own = parts.map((part) => wordsOf(part));
  const most = Math.max(1, sharedBy * parts.length);
  const telling = words
    .map((word) => ({ word, count: own.filter((known) => known.has(word)).length }))
    .filter(({ count }) => count > 0 && count <= most);
  return own.map((known) =>
    telling.reduce(
      (sum, { word, count }) => sum + (known.has(word) ? weightOf(word) / count : 0),
      0,
    ),
  );
}

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
