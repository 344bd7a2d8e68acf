import { isQuiet, termsOf } from '@nixai/docs';
import type { Snippet, Topic } from '@nixai/docs/topics';
import { relevanceOf } from './screen/relevance.js';
import { goalOf } from './transition.js';

/** Decides between snippets that fit alike. */
const ofTitle = 0.1;
/** From this share of its title's words on a snippet is called by the question. */
const calledBy = 0.5;
/** What is no use, or does harm, before the snippet that stands before it. */
const laterStep = /^(?:afterwards|then|at last)\b/i;
/** Code after which something does not come back, and what a person says who wants that. */
const takesAway: readonly (readonly [code: RegExp, wanted: RegExp])[] = [
  [
    /\bmkfs\b|\bluksFormat\b|\bwipefs\b|\bmklabel\b/,
    /\b(?:format|encrypt|install|partition|wip|eras|set ?up|mov|clon|replac|new (?:disk|drive|ssd))/i,
  ],
  [
    /\brm -\w*r|--delete-generations\b|\bnix-collect-garbage\b|\b(?:system|volume) prune\b/,
    /\b(?:delet|remov|eras|wip|clean|clear|free|prun|purg|unus|garbage|gc\b|uninstall|full\b|space|expire|drop)/i,
  ],
];
const isUnwanted = ({ code }: Snippet, question: string): boolean =>
  takesAway.some(([taking, wanted]) => taking.test(code) && !wanted.test(question));

/**
 * What the question asks to see comes first: the form that it names (Home Manager, a flake), then the
 * snippet that has more of its words that the others lack. The words that name the topic say nothing of
 * one: the first is what the topic is about, and the others are special cases of it.
 */
export function preferredSnippets(
  { title: topic, snippets }: Pick<Topic, 'title' | 'snippets'>,
  question: string,
): Snippet[] {
  // A flake of Home Manager is a flake first.
  const wanted = [
    ...(/home[- ]?manager|\bhome\.nix\b|\bhm\b/i.test(question) ? ['home'] : []),
    ...(/\bflakes?\b/i.test(question) ? ['flake'] : []),
  ];
  const relevance = relevanceOf(
    question,
    snippets.map((snippet) => `${nameOf(snippet)}\n${snippet.code}`),
    topic,
  );
  // What a snippet is called says more of what it is for than a name somewhere in it.
  const byTitle = relevanceOf(question, snippets.map(nameOf), topic);
  const asked = new Set(termsOf(goalOf(question)).words);
  const ofTopic = new Set(termsOf(topic).words);
  return snippets
    .map((snippet, i) => ({
      snippet,
      comesAfter: Number(laterStep.test(snippet.title) || isUnwanted(snippet, question)),
      isWanted: wanted.indexOf(snippet.where),
      fit:
        calledShare(snippet, asked, ofTopic) +
        (relevance[i] ?? 0) * (1 + ofTitle * (byTitle[i] ?? 0)),
    }))
    .sort((a, b) => a.comesAfter - b.comesAfter || b.isWanted - a.isWanted || b.fit - a.fit)
    .map(({ snippet }) => snippet);
}

/** All that it is called. */
const nameOf = ({ title, synonyms = [] }: Snippet): string => [title, ...synonyms].join('\n');

/**
 * How much of its title, or of one of its other names, the question says; 0 where that is less than half, or only
 * words that name the topic and not all of the title.
 */
function calledShare(
  { title, synonyms = [] }: Snippet,
  asked: ReadonlySet<string>,
  ofTopic: ReadonlySet<string>,
): number {
  return Math.max(...[title, ...synonyms].map((name) => shareOfName(name, asked, ofTopic)));
}

function shareOfName(
  name: string,
  asked: ReadonlySet<string>,
  ofTopic: ReadonlySet<string>,
): number {
  const words = [...new Set(termsOf(name).words)];
  const said = words.filter((word) => asked.has(word));
  // Everyday words alone call nothing; beside another they tell which ("a custom layout").
  if (said.every(isQuiet)) return 0;
  const share = said.length / Math.max(1, words.length);
  const isOwn = share === 1 || said.some((word) => !ofTopic.has(word));
  return share >= calledBy && isOwn ? share : 0;
}
