import type { ErrorExplanation, Passage } from '@nixai/api';
import { isTopicPassage } from '@nixai/docs';
import type { OptionEntry, Topic } from '@nixai/docs/topics';
import { applySection } from './applySection.js';
import { contextSections } from './contextSections.js';
import { explainedSection } from './explainedError.js';
import { findingsSection } from './findingsSection.js';
import { firstLines, listSection, numbered, textSection } from './lists.js';
import { linksOf, openTopic } from './passageLines.js';
import { screenSections } from './screen/index.js';
import { nextSection, type Commands } from './nextCommands.js';
import { optionsSection } from './optionsSection.js';
import { preferredSnippets } from './preferredSnippets.js';
import { snippetsText } from './snippets.js';
import type { OptionAnswer } from './named/index.js';
import type { OwnFindings } from './ownFindings.js';
import type { ContextLine, MachineFacts, Section } from './result.js';
import type { Selection } from './selection.js';
import { goBackFirst, isSetback, tellsToGoBack } from './setback.js';
import { unknownSection } from './unknownSection.js';

/** What an offline answer is composed from. */
export interface Material extends Commands {
  readonly question: string;
  readonly selection: Selection;
  readonly options: readonly OptionEntry[];
  /** Sentences about old option names in the question, the configuration or the answer. */
  readonly renames: readonly string[];
  readonly machine?: MachineFacts;
  readonly context: readonly ContextLine[];
  readonly own?: OwnFindings;
  readonly explained?: ErrorExplanation;
  /** Options that the question names, where no topic answers it. */
  readonly byName: readonly Passage[];
  /** Why the answer may be beside the point; absent where it is sure. */
  readonly doubt?: string;
  /** What the option set itself says, where no topic answers the question. */
  readonly byOption?: OptionAnswer;
  /** Everything, not only what fits on a screen. */
  readonly full: boolean;
}

/**
 * Composes an answer with no model: what to write, how to apply and check it, what to beware of.
 * Short by default, with one line for each thing that is left out; `full` leaves nothing out.
 */
export function composeSections(material: Material): Section[] {
  const sections = sectionsOf(material);
  const isOpen = material.explained === undefined && material.own === undefined;
  if (!isOpen || !isSetback(material.question) || tellsToGoBack(answerText(sections)))
    return sections;
  return [{ kind: 'answer', text: goBackFirst }, ...sections];
}

function sectionsOf(material: Material): Section[] {
  const { selection, own, explained, byOption, full } = material;
  const { main, more } = selection;
  const found = [
    ...(own === undefined ? [] : [findingsSection(own)]),
    ...(explained === undefined ? [] : [explainedSection(explained)]),
  ];
  if (main === undefined)
    return [
      ...(found.length > 0 ? found : (byOption?.sections ?? [unknownSection(material)])),
      ...contextSections(material.context, own),
    ];
  const title = found.length > 0 ? 'In general' : undefined;
  const doubt = textSection('doubt', undefined, material.doubt ?? '');
  if (!full) return [...found, ...doubt, ...screenSections(main, title, material)];
  return [
    ...found,
    ...doubt,
    { kind: 'answer', title, text: main.text.trim() } as const,
    ...listSection('renames', 'Renamed options', material.renames),
    ...(isTopicPassage(main) ? topicSections(main.topic, material) : []),
    ...contextSections(material.context, own),
    ...more.map((passage) => alsoSection(passage, material)),
    ...optionsSection([main, ...more], material.options),
    ...linksSection([main, ...more]),
    ...relatedSection(selection.related),
    ...nextSection([main, ...more], material),
  ];
}

/** The sections as one Markdown text; lists that follow each other are one list. */
export function answerText(sections: readonly Section[]): string {
  return sections
    .map((section, i) => {
      const before = sections[i - 1];
      const gap = before === undefined ? '' : isList(before) && isList(section) ? '\n' : '\n\n';
      const { title, text } = section;
      return gap + (title === undefined ? text : `## ${title}\n\n${text}`);
    })
    .join('');
}

const isList = ({ title, text }: Section): boolean => title === undefined && text.startsWith('- ');

function topicSections(topic: Topic, { machine, question }: Material): Section[] {
  const snippets = preferredSnippets(topic, question);
  return [
    ...textSection('configuration', 'Configuration', snippetsText(snippets, machine)),
    ...textSection('steps', 'Steps', numbered(topic.steps)),
    ...applySection(topic, machine),
    ...listSection('check', 'Check', topic.checks),
    ...listSection('pitfalls', 'Pitfalls', topic.pitfalls),
  ];
}

/** Something else that the question asks for: its answer, what to write, what to beware of. */
function alsoSection(passage: Passage, { question, machine }: Material): Section {
  if (!isTopicPassage(passage))
    return { kind: 'also', title: `See also: ${passage.title}`, text: passage.text.trim() };
  const { topic } = passage;
  const snippets = preferredSnippets(topic, question);
  const parts = [
    topic.answer.trim(),
    snippetsText(snippets.slice(0, 2), machine),
    firstLines(topic.pitfalls, 2),
  ];
  return {
    kind: 'also',
    title: `Also: ${topic.title}`,
    text: parts.filter((part) => part !== '').join('\n\n'),
  };
}

function linksSection(passages: readonly Passage[]): Section[] {
  return textSection(
    'links',
    'Read more',
    linksOf(passages)
      .map(({ title, url }) => `- [${title}](${url})`)
      .join('\n'),
  );
}

function relatedSection(related: readonly Passage[]): Section[] {
  return textSection('related', 'Near it', related.map(openTopic).join('\n'));
}
