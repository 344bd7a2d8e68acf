import { isQuiet, termsOf, withoutActions } from '@nixai/docs';

/** A word that more of a topic's parts have than this share tells them apart no longer. */
const sharedBy = 0.5;

/**
 * Tells how much each part of a topic has to do with the very question: by words of the question that
 * few other parts have. What all of them speak of is the topic, and says nothing of one part.
 * @param title Its words name the topic, and are not counted.
 */
export function relevanceOf(question: string, parts: readonly string[], title = ''): number[] {
  const things = termsOf(withoutActions(question)).words;
  const asked = things.length > 0 ? things : termsOf(question).words;
  const named = new Set(termsOf(title).words);
  const words = [...new Set(asked)].filter((word) => !isQuiet(word) && !named.has(word));
  const own = parts.map((part) => wordsOf(part));
  const most = Math.max(1, sharedBy * parts.length);
  const telling = words
    .map((word) => ({ word, count: own.filter((known) => known.has(word)).length }))
    .filter(({ count }) => count > 0 && count <= most);
  return own.map((known) =>
    telling.reduce((sum, { word, count }) => sum + (known.has(word) ? 1 / count : 0), 0),
  );
}

/** The words of a text, those within names of options among them, and compounds as one: `javafx`. */
function wordsOf(text: string): Set<string> {
  const { words, compounds } = termsOf(
    `${text} ${text.replace(/[.`"]|(?<=[a-z])(?=[A-Z])/g, ' ')}`,
  );
  return new Set([...words, ...compounds.map(({ term }) => term)]);
}
