import { isQuiet, isTopicPassage, knownPackage, termsOf, type TopicPassage } from '@nixai/docs';
import { deedIn, failingPhrases, type Deed } from '@nixai/docs/topics';
import type { Passage } from '@nixai/api';
import { aliasOf, modulesOf, type Catalogs, type NamedModule } from './named/index.js';
import type { Selection } from './selection.js';
import { isSetback } from './setback.js';
import { plainName } from './wish.js';

/** A topic that is asked so far in these words is about this very thing. */
const asksItself = 0.55;
/** How many of the topics that were found may be about the thing. */
const nearby = 4;

export type FindTopic = (phrase: string) => Promise<TopicPassage | undefined>;

/**
 * Who wants something done with one program ("update only vlc", "jellyfin fails to start") that no topic
 * is asked about is answered by the topic of what is to be done, whatever it is done to.
 */
export async function generalTopic(
  question: string,
  selection: Selection,
  passages: readonly Passage[],
  catalogs: () => Promise<Catalogs>,
  find: FindTopic,
): Promise<Selection | undefined> {
  const deed = deedIn(question);
  const ofDeed = deed && (await phraseFor(deed, question, passages, catalogs));
  const phrase = ofDeed ?? (needsToGoBack(question, selection) ? brokenByUpdate : undefined);
  const led = phrase === undefined ? undefined : await find(phrase);
  if (led === undefined) return undefined;
  const { main } = selection;
  const related = main === undefined || main.id === led.id ? [] : [main];
  return { main: led, more: [], related, nearest: [] };
}

const brokenByUpdate = 'something stopped working after an update';

/** What an update broke, and no topic of faults has. */
function needsToGoBack(question: string, { main, doubtful }: Selection): boolean {
  if (!isSetback(question)) return false;
  if (main === undefined || !isTopicPassage(main)) return true;
  if (main.said >= asksItself) return false;
  return doubtful === true || main.topic.kind !== 'troubleshoot';
}

/** The question that a topic lists for what is to be done; undefined where it is done to nothing that is known. */
async function phraseFor(
  { name, phrase, about }: Deed,
  question: string,
  passages: readonly Passage[],
  catalogs: () => Promise<Catalogs>,
): Promise<string | undefined> {
  const { words } = termsOf(name);
  const isFailing = phrase === failingPhrases.program;
  const topics = passages.slice(0, nearby).filter(isTopicPassage);
  if (topics.some(({ topic }) => asksOf(topic.questions, question, words, about))) return undefined;
  const thing = { name: name.toLowerCase(), words };
  const modules = modulesOf(thing, question, await catalogs()).filter(isProgram(name));
  const program = knownPackage(name);
  if (program === undefined && modules.length === 0) return undefined;
  if (!isFailing) return phrase;
  if (modules.some(({ path }) => ofSession.test(path))) return failingPhrases.session;
  const isService = modules.some(({ set, path }) => set === 'nixos' && ofServices.test(path));
  return isService && program === undefined ? failingPhrases.service : phrase;
}

const ofServices = /^(?:services|virtualisation|networking)\./;
/** What a person logs in to is no unit that is looked at by name. */
const ofSession =
  /(?:desktopManager|displayManager|windowManager)\.|^programs\.(?:hyprland|sway|niri|river|labwc|wayfire)\b/;

/** What is switched on and runs, and no device. */
const isProgram =
  (name: string) =>
  ({ path, hasEnable }: NamedModule): boolean =>
    hasEnable &&
    !/^(?:hardware|boot|security)\./.test(path) &&
    (aliasOf(name) !== undefined || plainName(path).includes(plainName(name)));

/** Whether one of the questions asks the same of the very thing, and of little else. */
function asksOf(
  questions: readonly string[],
  asked: string,
  name: readonly string[],
  about: RegExp,
): boolean {
  const said = wordsIn(asked);
  return questions.some((question) => {
    const words = wordsIn(question);
    const others = [...words].filter((word) => !name.includes(word) && !isQuiet(word));
    const known = others.filter((word) => said.has(word));
    const isNamed = name.some((word) => words.has(word));
    return isNamed && about.test(question) && known.length >= others.length / 2;
  });
}

function wordsIn(text: string): Set<string> {
  const { words, compounds } = termsOf(text);
  return new Set([...words, ...compounds.map(({ term }) => term)]);
}
