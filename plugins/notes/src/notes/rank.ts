import type { Section } from './section.js';

export interface Ranked {
  readonly section: Section;
  /** 0 to 1: how much of what is asked for the section speaks of. */
  readonly score: number;
  /** The words of the question that were found. */
  readonly words: readonly string[];
}

const tooCommon = new Set(
  'a an and are as at be by can do does for from how i in is it my of on or the to use what when where which why with you nix nixos'.split(
    ' ',
  ),
);

const headingWeight = 2;

/** The sections that speak of the question, best first. A rare word counts more than a common one. */
export function rank(query: string, sections: readonly Section[]): Ranked[] {
  const wanted = [...new Set(wordsOf(query))].filter((word) => !tooCommon.has(word));
  const known = sections.map((section) => ({
    section,
    heading: new Set(wordsOf(`${section.title} ${section.heading}`)),
    text: new Set(wordsOf(section.text)),
  }));
  const weights = wanted.map((word) => {
    const holding = known.filter(({ heading, text }) => heading.has(word) || text.has(word)).length;
    return { word, weight: Math.log(1 + sections.length / (1 + holding)) };
  });
  const most = weights.reduce((sum, { weight }) => sum + weight * headingWeight, 0);
  return known
    .map(({ section, heading, text }) => {
      const hits = weights.filter(({ word }) => heading.has(word) || text.has(word));
      const score = hits.reduce(
        (sum, { word, weight }) => sum + weight * (heading.has(word) ? headingWeight : 1),
        0,
      );
      return { section, score: most === 0 ? 0 : score / most, words: hits.map(({ word }) => word) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

/** Words in any script, lower case; a plural counts as its singular. */
function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.map((word) => (word.length > 3 ? word.replace(/s$/, '') : word));
}
