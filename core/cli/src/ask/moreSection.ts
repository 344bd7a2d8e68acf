import type { Passage } from '@nixai/api';
import { isTopicPassage, type TopicPassage } from '@nixai/docs';
import type { Material } from './compose.js';
import { linksOf, openTopic } from './passageLines.js';
import { shown } from './shown.js';
import { namedOptions } from './namedOptions.js';
import { nextCommands } from './nextCommands.js';
import { preferredSnippets } from './preferredSnippets.js';
import { textSection } from './lists.js';
import type { Section } from './result.js';

const mostOptions = 8;
const mostLinks = 2;
const mostCommands = 2;

/** What a short answer leaves out, one line each, with what opens it. */
export function moreSection(material: Material, main: Passage): Section[] {
  const { selection, question } = material;
  const passages = [main, ...selection.more];
  const hidden = isTopicPassage(main) ? hiddenParts(main, question) : [];
  const names = [...new Set(namedOptions(passages).map(({ name }) => name))].slice(0, mostOptions);
  const lines = [
    ...(hidden.length === 0 ? [] : [`- \`--full\`: ${hidden.join('; ')}`]),
    ...(names.length === 0 ? [] : [`- Options: ${names.map((name) => `\`${name}\``).join(', ')}`]),
    ...selection.related.map(openTopic),
    ...nextCommands(passages, material)
      .slice(0, mostCommands)
      .map((line) => `- \`${line}\``),
    ...linksOf(passages)
      .slice(0, mostLinks)
      .map(({ title, url }) => `- [${title}](${url})`),
  ];
  return textSection('more', 'More', lines.join('\n'));
}

/** What of a topic a short answer does not show, in a few words each. */
function hiddenParts({ topic }: TopicPassage, question: string): string[] {
  const titles = preferredSnippets(topic.snippets, question)
    .slice(1)
    .map(({ title }) => title);
  const rest = (list: readonly string[], most: number) => Math.max(0, list.length - most);
  const count = (number: number, one: string, many: string) =>
    number === 0 ? [] : [`${number} more ${number === 1 ? one : many}`];
  return [
    ...(titles.length === 0 ? [] : [titles.join(', ')]),
    ...count(rest(topic.steps, shown.steps), 'step', 'steps'),
    ...count(rest(topic.checks, shown.checks), 'check', 'checks'),
    ...count(rest(topic.pitfalls, shown.pitfalls), 'pitfall', 'pitfalls'),
  ];
}
