import type { Passage } from '@nixai/api';
import { isTopicPassage } from '@nixai/docs';
import type { OptionEntry, Topic } from '@nixai/docs/topics';
import { applySection } from './applySection.js';
import { findingsSection } from './findingsSection.js';
import { firstLines, listSection, numbered, textSection } from './lists.js';
import { linksOf, openTopic } from './passageLines.js';
import { shown } from './shown.js';
import { moreSection } from './moreSection.js';
import { nextSection, type Commands } from './nextCommands.js';
import { optionsSection } from './optionsSection.js';
import { preferredSnippets } from './preferredSnippets.js';
import { snippetsText } from './snippets.js';
import type { OptionAnswer } from './optionAnswer.js';
import type { OwnFindings } from './ownFindings.js';
import type { ContextLine, MachineFacts, Section } from './result.js';
import type { Selection } from './selection.js';
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
  /** Options that the question names, where no topic answers it. */
  readonly byName: readonly Passage[];
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
  const { selection, own, byOption, full } = material;
  const { main, more } = selection;
  const found = own === undefined ? [] : [findingsSection(own)];
  if (main === undefined)
    return [
      ...(found.length > 0 ? found : (byOption?.sections ?? [unknownSection(material)])),
      ...contextSections(material),
    ];
  const title = found.length > 0 ? 'In general' : undefined;
  return [
    ...found,
    { kind: 'answer', title, text: main.text.trim() } as const,
    ...listSection('renames', 'Renamed options', material.renames),
    ...(isTopicPassage(main) ? topicSections(main.topic, material) : []),
    ...contextSections(material),
    ...more.map((passage) => alsoSection(passage, material)),
    ...(full
      ? [
          ...optionsSection([main, ...more], material.options),
          ...linksSection([main, ...more]),
          ...relatedSection(selection.related),
          ...nextSection([main, ...more], material),
        ]
      : moreSection(material, main)),
  ];
}

/** The sections as one Markdown text. */
export function answerText(sections: readonly Section[]): string {
  return sections
    .map(({ title, text }) => (title === undefined ? text : `## ${title}\n\n${text}`))
    .join('\n\n');
}

function topicSections(topic: Topic, { machine, question, full }: Material): Section[] {
  const snippets = preferredSnippets(topic.snippets, question);
  const few = (lines: readonly string[], most: number) => (full ? lines : lines.slice(0, most));
  return [
    ...textSection(
      'configuration',
      'Configuration',
      snippetsText(full ? snippets : snippets.slice(0, 1), machine),
    ),
    ...textSection('steps', 'Steps', numbered(few(topic.steps, shown.steps))),
    ...applySection(topic, machine),
    ...listSection('check', 'Check', few(topic.checks, shown.checks)),
    ...listSection('pitfalls', 'Pitfalls', few(topic.pitfalls, shown.pitfalls)),
  ];
}

function contextSections({ context, own }: Material): Section[] {
  const found = new Set(own?.findings.map(({ file, line }) => `${file}:${line}`));
  const others = context.filter(({ file, line }) => !found.has(`${file}:${line}`));
  const lines = others.map(
    ({ file, line, text, remark }) =>
      `- ${file}:${line}: \`${text.trim().replaceAll('`', "'")}\`${remark === undefined ? '' : ` — ${remark}`}`,
  );
  return textSection('context', 'In your configuration', lines.join('\n'));
}

/** Something else that the question asks for: its answer and what to write, in full also the rest. */
function alsoSection(passage: Passage, { question, machine, full }: Material): Section {
  if (!isTopicPassage(passage))
    return { kind: 'also', title: `See also: ${passage.title}`, text: passage.text.trim() };
  const { topic } = passage;
  const snippets = preferredSnippets(topic.snippets, question);
  const parts = [
    topic.answer.trim(),
    snippetsText(snippets.slice(0, full ? 2 : 1), machine),
    firstLines(topic.pitfalls, full ? 2 : 1),
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
