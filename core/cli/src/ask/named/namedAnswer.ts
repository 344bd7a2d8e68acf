import type { Host, Passage } from '@nixai/api';
import { isQuiet, isTopicPassage, termsOf } from '@nixai/docs';
import { topicScreen } from '../screen/topicScreen.js';
import type { MachineFacts } from '../result.js';
import type { Selection } from '../selection.js';
import { plainName } from '../wish.js';
import type { NamedModule } from './findModule.js';
import { moduleAnswer, type ModuleFacts, type OptionAnswer } from './moduleAnswer.js';
import { catalogsOf, isWellKnown, modulesOf, saidBy, topicOf, type Catalogs } from './modules.js';
import { nearOptions, tellingWords, type NearOption } from './nearOptions.js';
import { thingsIn } from './things.js';

/** A module with what it has of a question. */
interface Found {
  readonly module: NamedModule;
  readonly near: readonly NearOption[];
  /** How many of the question's telling words the module and one option of it have. */
  readonly covered: number;
}

/** A module that has less of what is asked is beside the point. */
const leastShare = 0.5;
/** What a topic has at least in passing, a module must have more of. */
const listedShare = 0.6;

/** Why one thing, or which of two: how it is turned on is no answer. */
const asksForJudgement =
  /^\W*why\b|\b(?:vs\.?|versus|better than|won over|instead of|compared? (?:to|with)|differences? between)\b/i;

/** What is known of a question before the options are asked. */
export interface Asked {
  readonly question: string;
  readonly selection: Selection;
  /** Everything that the handbook found, best first. */
  readonly passages: readonly Passage[];
  /** The words that the topics which were chosen say nothing of. */
  readonly missed: readonly string[];
}

/**
 * The answer of a module that the question names, where the option set has more of the question's words
 * than any topic has. Undefined where a topic is as near.
 */
export async function namedAnswer(
  { question, selection, passages, missed }: Asked,
  machine: MachineFacts | undefined,
  host: Host,
): Promise<OptionAnswer | undefined> {
  if (asksForJudgement.test(question)) return undefined;
  const { main } = selection;
  const catalogs = await catalogsOf(host);
  const telling = tellingWords(question);
  const missing = new Set(missed.flatMap((word) => termsOf(word).words));
  const found = thingsIn(question)
    .flatMap((thing) => modulesOf(thing, question, catalogs).slice(0, 1))
    .map((module) => withOptions(module, question, telling, catalogs))
    .toSorted((a, b) => b.covered - a.covered);
  const carries = ({ near }: Found) => near[0]?.words.some((word) => missing.has(word)) ?? false;
  // Where the topic is in doubt, what is called so is nearer than what has another of the words.
  const ofTopic = coveredBy(main, telling, missed) - (selection.doubtful === true ? 1 : 0);
  const enough = main === undefined || missed.length > 0 ? ofTopic : Infinity;
  const near = found.filter(({ covered }) => covered >= leastShare * telling.length);
  const best =
    near.find(
      ({ module, covered }) =>
        covered >= listedShare * telling.length && isOnlyListed(module, question, main),
    ) ??
    near.find(
      (one) =>
        one.covered > enough &&
        (carries(one) || standsAlone(one, main) || !isWellKnown(one.module.thing, passages)),
    );
  const catalog = best && catalogs[best.module.set];
  if (best === undefined || catalog === undefined) return undefined;
  const { module } = best;
  const has = new Set([...module.thing.words, ...best.near.flatMap(({ words }) => words)]);
  const facts: ModuleFacts = {
    catalog,
    near: best.near,
    open: wordsAsWritten(question, (stem) => telling.includes(stem) && !has.has(stem)),
    other: modulesOf(module.thing, question, catalogs).find(({ set }) => set !== module.set),
    topic: topicOf(selection),
    said: saidBy(main, module),
    machine,
  };
  return moduleAnswer(module, facts, host);
}

/** Where no topic answers, what can be switched on is an answer, whoever else names it. */
const standsAlone = ({ module, covered }: Found, main: Passage | undefined): boolean =>
  main === undefined && module.hasEnable && covered > 0;

/**
 * Whether the topic is about several things and this is one of them, and not the one that it shows: "Media
 * servers" is no answer to who asks for the port of one.
 */
function isOnlyListed(
  { thing, path, hasEnable }: NamedModule,
  question: string,
  main: Passage | undefined,
): boolean {
  if (main === undefined || !isTopicPassage(main) || !hasEnable) return false;
  const { title, answer, options, homeOptions, synonyms } = main.topic;
  const inTitle = new Set(termsOf(title).words);
  const isSpokenOf =
    answer.includes(path) ||
    [...options, ...homeOptions].some((name) => name.startsWith(`${path}.`));
  const isNamed = main.named.some((word) => !isQuiet(word)) && thing.words.length === 1;
  if (isNamed || thing.words.every((word) => inTitle.has(word)) || main.said >= surelyAsked)
    return false;
  const shown = topicScreen(main.topic, question, undefined)
    .sections.filter(({ kind }) => kind === 'configuration')
    .map(({ text }) => text)
    .join('');
  const name = path.split('.').at(-1) ?? path;
  const isListed = synonyms.some((word) => plainName(word) === plainName(thing.name));
  return (isSpokenOf || isListed) && !shown.includes(name);
}

/** A topic that lists the very question answers it. */
const surelyAsked = 0.8;

function withOptions(
  module: NamedModule,
  question: string,
  telling: readonly string[],
  catalogs: Catalogs,
): Found {
  const catalog = catalogs[module.set];
  const near = catalog === undefined ? [] : nearOptions(module, question, catalog);
  const has = new Set([...module.thing.words, ...(near[0]?.words ?? [])]);
  return { module, near, covered: telling.filter((word) => has.has(word)).length };
}

/** How many of the telling words the topic speaks of. */
function coveredBy(
  main: Passage | undefined,
  telling: readonly string[],
  missed: readonly string[],
): number {
  if (main === undefined) return 0;
  const open = new Set(missed.flatMap((word) => termsOf(word).words));
  return telling.filter((word) => !open.has(word)).length;
}

const wordsAsWritten = (question: string, wanted: (stem: string) => boolean): string[] =>
  (question.match(/[\p{L}\d][\p{L}\d.+_-]*/gu) ?? []).filter((word) =>
    termsOf(word).words.some((stem) => !isQuiet(stem) && wanted(stem)),
  );
