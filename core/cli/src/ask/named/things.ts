import { isQuiet, termsOf } from '@nixai/docs';

/** A name as a question has it, and the words that it is made of. */
export interface Thing {
  /** Lower-case, words apart: `adguard home`, `dhcpcd`. */
  readonly name: string;
  readonly words: readonly string[];
}

const token = /[\p{L}\d][\p{L}\d+_-]*(?:\.(?:conf|service|socket|timer))?/gu;

/** Where something is to be, and no name of a thing: kinds of modules, and Home Manager itself. */
const kinds =
  /\b(?:home|display|desktop|window|file|package|service|boot)[ -]?(?:manager|loader)s?\b/gi;

/** The question without what only says where something belongs. */
export const withoutKinds = (question: string): string => question.replace(kinds, ' ');

/** What is longer names its thing in these, or is a text that somebody pasted. */
const mostWords = 60;

/** What a question may name, longest first: two words that stand together, then single words. */
export function thingsIn(question: string): Thing[] {
  const words = (withoutKinds(question).toLowerCase().match(token) ?? [])
    .slice(0, mostWords)
    .map((word) => word.replace(/\.(?:conf|service|socket|timer)$/, ''));
  const pairs = words.slice(1).map((word, i) => `${words[i] ?? ''} ${word}`);
  const things = [...pairs, ...words].map((name) => ({ name, words: termsOf(name).words }));
  return things.filter(({ name, words: stems }) => {
    const isPair = name.includes(' ');
    return stems.length >= (isPair ? 2 : 1) && !stems.every(isQuiet);
  });
}
