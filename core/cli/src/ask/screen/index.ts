import type { Passage } from '@nixai/api';
import { isTopicPassage } from '@nixai/docs';
import type { Material } from '../compose.js';
import { contextSections } from '../contextSections.js';
import { preferredSnippets } from '../preferredSnippets.js';
import { placedSnippet } from '../snippets.js';
import type { Section } from '../result.js';
import { openTopic } from '../passageLines.js';
import { isListed } from './askedFor.js';
import { labelled } from './labelled.js';
import { moreLines } from './moreLines.js';
import { sentencesOf } from './sentences.js';
import { topicScreen } from './topicScreen.js';

/** An answer on one screen: what to know and to do, and a line for each thing that it leaves out. */
export function screenSections(
  main: Passage,
  title: string | undefined,
  { question, selection, machine, renames, context, own, hasCommand }: Material,
): Section[] {
  const { sections, hidden } = isTopicPassage(main)
    ? topicScreen(main.topic, question, machine)
    : { sections: [{ kind: 'answer', text: main.text.trim() } as const], hidden: [] };
  const listed = selection.more.filter((passage) => isListed(question, main, passage));
  const beside = selection.more.filter((passage) => !listed.includes(passage));
  const [answer, ...rest] = sections;
  // Who asks by an old name is told of the new one before anything else.
  const isAskedBy = (remark: string) => question.includes(remark.split('`')[1] ?? remark);
  const all = [
    ...labelled('renames', 'Renamed', renames.filter(isAskedBy)),
    ...(answer === undefined ? [] : [{ ...answer, title }]),
    ...labelled(
      'renames',
      'Renamed',
      renames.filter((remark) => !isAskedBy(remark)),
    ),
    ...rest,
    ...contextSections(context, own),
    ...listed.map((passage) => alsoSection(passage, question, machine)),
  ];
  const shown = all.map(({ text }) => text).join('\n');
  const related = [...beside, ...selection.related];
  return [...all, ...moreLines(shown, hidden, [main, ...listed], related, { hasCommand })];
}

/** Something else that the question asks for: what it comes down to, and what to write. */
function alsoSection(passage: Passage, question: string, machine: Material['machine']): Section {
  if (!isTopicPassage(passage))
    return { kind: 'also', title: `See also: ${passage.title}`, text: passage.text.trim() };
  const parts = [
    sentencesOf(passage.topic.answer)[0]?.text ?? '',
    ...preferredSnippets(passage.topic, question)
      .slice(0, 1)
      .map((snippet) => placedSnippet(snippet, machine)),
    openTopic(passage),
  ];
  return { kind: 'also', title: `Also: ${passage.topic.title}`, text: parts.join('\n\n') };
}
