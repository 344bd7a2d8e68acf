import {
  redactor,
  type DocAnswer,
  type ErrorExplanation,
  type Host,
  type Passage,
} from '@nixai/api';
import { forQuestion, forRelease, isTopicPassage, releaseHere } from '@nixai/docs';
import { releaseInQuestion } from '@nixai/docs/topics';
import { capped, isLog, type Attachment } from './attachment.js';
import { contextLines } from './contextLines.js';
import { readMachine } from '@nixai/machine';
import {
  doubtOf,
  isChosenByChance,
  isStory,
  missedWords,
  namesTheUnknown,
  thingBeside,
} from './doubt.js';
import { explainedError } from './explainedError.js';
import { namedOptions } from './namedOptions.js';
import {
  answerByModule,
  catalogsOf,
  namedAnswer,
  removedModule,
  type OptionAnswer,
} from './named/index.js';
import { optionsByName } from './optionsByName.js';
import { packageAnswer } from './packageAnswer.js';
import { namesake, pointIn } from './pointIn.js';
import { ownFindings, type OwnFindings } from './ownFindings.js';
import { generalTopic } from './generalTopic.js';
import { pointsElsewhere, searchDocs, topicAsked } from './searchDocs.js';
import { isAbout, isListOfPrograms, wishIn } from './wish.js';
import { renamesAfter, renamesIn, withNewNames } from './renames.js';
import { selectPassages, withoutMain, type Selection } from './selection.js';
import type { Turn } from './prompt.js';
import { targetRelease } from './targetRelease.js';
import type { ContextLine, MachineFacts, NamedOption } from './result.js';

/** Everything that an answer is made from, whoever makes it. */
export interface Gathered {
  readonly selection: Selection;
  readonly options: readonly NamedOption[];
  readonly renames: readonly string[];
  readonly machine?: MachineFacts;
  readonly context: readonly ContextLine[];
  /** Options that the question names, where no topic answers it. */
  readonly byName: readonly Passage[];
  /** Words of the question that the answer does not speak of. */
  readonly missed: readonly string[];
  /** Why the answer may be beside the point; absent where it is sure. */
  readonly doubt?: string;
  /** What the option set itself says, where no topic answers the question. */
  readonly byOption?: OptionAnswer;
  /** Where the question asks what is to be thought of the person's own configuration. */
  readonly own?: OwnFindings;
  /** What the error message that the question quotes means. */
  readonly explained?: ErrorExplanation;
  /** What the person gave along, free of secrets. */
  readonly attachments: readonly Attachment[];
  readonly redacted: Readonly<Record<string, number>>;
  readonly reports: DocAnswer['reports'];
  /** Milliseconds that the sources took. */
  readonly took: number;
}

export interface GatherOptions {
  readonly attachments: readonly Attachment[];
  readonly nixosPath?: string;
  readonly earlier: readonly Turn[];
  /** Ask nothing beyond this machine. */
  readonly local?: boolean;
  readonly signal: AbortSignal;
}

/** Looks up what the sources know about a question, and what the person's own files say. */
export async function gather(asked: string, options: GatherOptions, host: Host): Promise<Gathered> {
  const question = withNewNames(asked, releaseInQuestion(asked) ?? releaseHere());
  const machine =
    options.nixosPath === undefined ? undefined : await readMachine(options.nixosPath, host);
  const given = await withoutSecrets([...options.attachments, ...(machine?.files ?? [])], host);
  const own = await ownFindings(
    question,
    pointsElsewhere(question),
    options.attachments,
    options.nixosPath,
    host,
  );
  const started = performance.now();
  const { passages, reports } = await searchDocs(question, given.attachments, options, host);
  const took = performance.now() - started;
  const target = await targetRelease(question, machine?.facts, host);
  const filled = passages.map((passage) =>
    isTopicPassage(passage) ? forQuestion(forRelease(passage, target), question) : passage,
  );
  const explained = await explainedError(
    [question, ...given.attachments.filter(isLog).map(({ text }) => text)],
    host,
  );
  const chosen = withPoint(selectPassages(filled, question), filled, question);
  const near = isChosenByChance(question, chosen) ? { ...chosen, doubtful: true } : chosen;
  const general =
    explained === undefined
      ? await generalTopic(
          question,
          near,
          filled,
          () => catalogsOf(host),
          async (phrase) => {
            const found = await topicAsked(phrase, options, host);
            return found && forQuestion(forRelease(found, target), question);
          },
        )
      : undefined;
  const found = general ?? near;
  const isOpen = explained === undefined && general === undefined;
  const byWish = isOpen
    ? await answerWish(question, found, filled, machine?.facts, options.signal, host)
    : undefined;
  const byName =
    explained === undefined && (found.main === undefined || found.doubtful === true)
      ? await optionsByName(question, options, host)
      : [];
  const lacking = missedWords(question, found);
  const looked = { question, selection: found, passages, missed: lacking };
  const byOption = isOpen
    ? (byWish ?? (await namedAnswer(looked, machine?.facts, host)))
    : undefined;
  const isBeside =
    explained === undefined
      ? namesTheUnknown(question, found, lacking, passages)
      : hasNothingToAdd(question, found, lacking);
  const selection = byOption === undefined && !isBeside ? found : withoutMain(found);
  const led = selection.main === undefined ? [] : [selection.main, ...selection.more];
  const named = namedOptions(led);
  const names = named.map(({ name }) => name);
  const missed = explained === undefined ? (byOption?.open ?? lacking) : [];
  const release = machine?.facts.release ?? releaseInQuestion(question);
  return {
    selection,
    options: [...named, ...(byOption?.options ?? [])],
    renames: [
      ...renamesIn(asked, release ?? releaseHere()),
      ...(release === undefined ? [] : renamesAfter(release, names)),
    ],
    machine: machine?.facts,
    context: contextLines(given.attachments, names, release ?? releaseHere()),
    byName,
    missed,
    doubt: doubtOf(question, selection, missed),
    byOption,
    explained,
    own,
    attachments: given.attachments.slice(0, options.attachments.length),
    redacted: given.redacted,
    reports,
    took,
  };
}

/**
 * Beside what a message means only a topic that is surely about it has anything to add: one that has every
 * word of a short question, or the subject of a story.
 */
function hasNothingToAdd(
  question: string,
  { main, doubtful }: Selection,
  lacking: readonly string[],
): boolean {
  if (doubtful === true) return true;
  const isSubject = main !== undefined && isTopicPassage(main) && main.named.length > 0;
  return lacking.length > 0 && !(isStory(question) && isSubject);
}

/** Where no topic is sure, one that has what is asked in a part of it. */
function withPoint(
  selection: Selection,
  passages: readonly Passage[],
  question: string,
): Selection {
  const missed = missedWords(question, selection);
  if (selection.main !== undefined && missed.length === 0) return selection;
  const thing = thingBeside(selection, missed);
  if (thing !== undefined) return { ...selection, main: thing, more: [], doubtful: false };
  const same = namesake(passages, missed);
  if (selection.doubtful === true && same !== undefined)
    return { ...selection, main: same, more: [] };
  const point = pointIn(passages, question);
  if (point === undefined || point.passage.id === selection.main?.id) return selection;
  const led = { ...selection, main: point.passage, more: [], doubtful: false };
  const { main } = selection;
  if (main === undefined) return led;
  // A topic that is called what is asked is not left for one that mentions it.
  const isNamedLess = isTopicPassage(main) && main.named.length <= point.passage.named.length;
  return isNamedLess && missedWords(question, led).length < missed.length ? led : selection;
}

/** What the option set or the packages give to a bare wish for a thing that no topic is about. */
async function answerWish(
  question: string,
  selection: Selection,
  passages: readonly Passage[],
  machine: MachineFacts | undefined,
  signal: AbortSignal,
  host: Host,
): Promise<OptionAnswer | undefined> {
  const wish = wishIn(question);
  if (wish === undefined || isAbout(selection, wish, question)) return undefined;
  const byModule = () => answerByModule(wish, { selection, passages }, machine, host);
  const asPackage = () => packageAnswer(wish, selection, machine, host, signal);
  const { main } = selection;
  const isListed = main !== undefined && isTopicPassage(main) && isListOfPrograms(main.topic);
  const found = isListed
    ? ((await asPackage()) ?? (await byModule()))
    : ((await byModule()) ?? (await asPackage()));
  const isOpen = main === undefined || selection.doubtful === true;
  return found ?? (isOpen ? removedModule(wish) : undefined);
}

async function withoutSecrets(
  attachments: readonly Attachment[],
  host: Host,
): Promise<{ attachments: Attachment[]; redacted: Record<string, number> }> {
  if (attachments.length === 0) return { attachments: [], redacted: {} };
  const redaction = await host.service(redactor);
  const redacted: Record<string, number> = {};
  const clean = attachments.map(({ name, text }) => {
    const { text: without, counts } = redaction.redact(capped(text));
    for (const [kind, count] of Object.entries(counts))
      redacted[kind] = (redacted[kind] ?? 0) + count;
    return { name, text: without };
  });
  return { attachments: clean, redacted };
}
