import { actionsIn, agreementOf, withoutActions, type Action } from './actions.js';
import type { QueryTerm } from './queryTerms.js';
import { sum } from './sum.js';
import { isQuiet, termsOf } from './terms.js';

/** One way to ask for what a topic answers, as the words that it needs: as it is baked, too. */
export interface Phrasing {
  readonly words: readonly string[];
  readonly compounds: readonly string[];
  readonly actions: readonly Action[];
}

/** What a word counts: everyday words say less of what is asked, and yet the question is made of them. */
const quietWeight = 0.45;
/** Another word for it, or a mended typo, is a little less sure. */
const otherWord = 0.6;
/** How much of it is what is to be done, beside the things that it is done to. */
const deedShare = 0.4;

/** A sentence of fewer telling words than this says too little to be a question of its own. */
const sentenceWords = 2;
/** What only one sentence of a story says is a little less sure. */
const sentenceShare = 0.9;

/**
 * Reads a question once, to say of any phrasing how far both say the same, 0 to 1. Who asks in several
 * sentences may ask in one of them.
 */
export function samenessWith(
  question: string,
  terms: readonly QueryTerm[],
): (phrasing: Phrasing) => number {
  const whole = samenessOfText(question, terms);
  const parts = question
    .split(/[.?!;]\s|\n/)
    .filter((part) => termsOf(part).words.filter((word) => !isQuiet(word)).length >= sentenceWords);
  if (parts.length < 2) return whole;
  const sentences = parts.map((part) => {
    const words = new Set(termsOf(part).words);
    return samenessOfText(
      part,
      terms.filter(({ word }) => words.has(word)),
    );
  });
  return (phrasing) =>
    Math.max(whole(phrasing), ...sentences.map((said) => sentenceShare * said(phrasing)));
}

function samenessOfText(
  question: string,
  terms: readonly QueryTerm[],
): (phrasing: Phrasing) => number {
  const asked = actionsIn(question);
  const things = termsOf(thingsIn(question));
  const kept = new Set([...things.words, ...things.compounds.map(({ term }) => term)]);
  const singles = terms.filter(({ single, word }) => single && kept.has(word));
  const total = weightsOf(singles.map(({ word }) => word));
  return ({ words, compounds, actions }) => {
    const said = new Set([...words, ...compounds]);
    const met = new Set<string>();
    let matched = 0;
    for (const [at, { word, variants }] of singles.entries()) {
      const other = variants.find(({ term }) => said.has(term))?.term;
      const by = said.has(word) ? word : (joinedAt(at, singles, said) ?? other);
      if (by === undefined) continue;
      for (const one of [by, ...partsOf(by, words)]) met.add(one);
      matched += (by === other && by !== word ? otherWord : 1) * weightOf(word);
    }
    const agreement = agreementOf(asked, actions);
    const isEveryday = met.size === 1 && [...met].every(isQuiet);
    const isSameDeed = agreement === 1 || (asked.size === 0 && actions.length === 0);
    // One everyday word in common ("file", "nix") says nothing, but where the same is asked of it.
    if (met.size === 0 || (isEveryday && (singles.length > 1 || !isSameDeed))) return 0;
    const reached = weightsOf(words.filter((word) => met.has(word)));
    const theirs = Math.max(weightsOf(words), reached);
    const shared = (matched / total) * (reached / (theirs || 1));
    return shared * (1 - deedShare + deedShare * agreement);
  };
}

/** What a word and its neighbour are together, where that is said as one: "network manager". */
function joinedAt(
  at: number,
  singles: readonly QueryTerm[],
  said: ReadonlySet<string>,
): string | undefined {
  const [before, own, after] = [at - 1, at, at + 1].map((i) => singles[i]?.word);
  const isTelling = (word: string | undefined) => word !== undefined && !isQuiet(word);
  if (own === undefined || !isTelling(own)) return undefined;
  const joined = [
    ...(isTelling(before) ? [`${before}${own}`] : []),
    ...(isTelling(after) ? [`${own}${after}`] : []),
  ];
  return joined.find((one) => said.has(one));
}

/** The neighbouring words that a compound is made of: `mk` and `shell` of `mkshell`. */
function partsOf(compound: string, words: readonly string[]): readonly string[] {
  if (words.includes(compound)) return [];
  for (const at of words.keys())
    for (let end = at + 2; end <= words.length; end++) {
      const parts = words.slice(at, end);
      if (parts.join('').startsWith(compound)) return parts;
    }
  return [];
}

const weightsOf = (words: readonly string[]): number => sum(words.map(weightOf));
const weightOf = (word: string): number => (isQuiet(word) ? quietWeight : 1);

/** What is left of a text without its verbs; all of it where that is nothing telling ("roll back"). */
export function thingsIn(text: string): string {
  const rest = withoutActions(text);
  return termsOf(rest).words.some((word) => !isQuiet(word)) ? rest : text;
}
