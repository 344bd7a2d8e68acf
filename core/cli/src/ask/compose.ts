import type { Host, Passage } from '@nixai/api';
import { isTopicPassage } from '@nixai/docs';
import type { OptionEntry, Snippet, Topic } from '@nixai/docs/topics';
import { applySection } from './applySection.js';
import { findingsSection } from './findingsSection.js';
import { snippetsText } from './snippets.js';
import type { OwnFindings } from './ownFindings.js';
import type { ContextLine, MachineFacts, Section } from './result.js';
import type { Selection } from './selection.js';

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
}

/** Composes an answer with no model: the main passage in full, the others short. */
export function composeSections(material: Material): Section[] {
  const { main, more, nearest } = material.selection;
  const own = material.own === undefined ? [] : [findingsSection(material.own)];
  if (main === undefined)
    return [
      ...(own.length > 0 ? own : [unknownSection(nearest, material.byName)]),
      ...contextSections(material),
    ];
  const title = own.length > 0 ? 'In general' : undefined;
  return [
    ...own,
    { kind: 'answer', title, text: main.text.trim() } as const,
    ...listSection('renames', 'Renamed options', material.renames),
    ...(isTopicPassage(main) ? topicSections(main.topic, material) : []),
    ...contextSections(material),
    ...more.map(alsoSection),
    ...optionsSection([main, ...more], material.options),
    ...linksSection([main, ...more]),
    ...nextSection([main, ...more], material),
  ];
}

/** The sections as one Markdown text. */
export function answerText(sections: readonly Section[]): string {
  return sections
    .map(({ title, text }) => (title === undefined ? text : `## ${title}\n\n${text}`))
    .join('\n\n');
}

function topicSections(topic: Topic, { machine, question }: Material): Section[] {
  return [
    ...textSection(
      'configuration',
      'Configuration',
      snippetsText(preferred(topic.snippets, question), machine),
    ),
    ...textSection('steps', 'Steps', numbered(topic.steps)),
    ...applySection(topic, machine),
    ...listSection('check', 'Check', topic.checks),
    ...listSection('pitfalls', 'Pitfalls', topic.pitfalls),
  ];
}

/** Someone who names Home Manager or flakes sees that form first. */
function preferred(snippets: readonly Snippet[], question: string): Snippet[] {
  const wanted = /home[- ]?manager|\bhome\.nix\b|\bhm\b/i.test(question)
    ? 'home'
    : /\bflakes?\b/i.test(question)
      ? 'flake'
      : undefined;
  return [...snippets].sort((a, b) => Number(b.where === wanted) - Number(a.where === wanted));
}

function unknownSection(nearest: readonly Passage[], byName: readonly Passage[]): Section {
  const options = byName.map(({ title, text }) => `- \`${title}\`: ${firstParagraph(text)}`);
  const list = nearest.map(
    ({ title }) => `- ${title}: \`nixai "${title.replace(/["`$\\]/g, '')}"\``,
  );
  const none = list.length + options.length === 0;
  const text = [
    none ? 'Not in my handbook, and nothing comes near it.' : 'Not in my handbook.',
    ...(options.length === 0 ? [] : [`There are options of that name:\n\n${options.join('\n')}`]),
    ...(list.length === 0 ? [] : [`Nearest:\n\n${list.join('\n')}`]),
  ].join(options.length === 0 ? ' ' : '\n\n');
  const elsewhere =
    'The [NixOS manual](https://nixos.org/manual/nixos/stable/), the [wiki](https://wiki.nixos.org) and [search.nixos.org](https://search.nixos.org) may have it.';
  return { kind: 'nearest', text: `${text}\n\n${elsewhere}` };
}

const firstParagraph = (text: string): string =>
  text
    .trim()
    .split(/\n\s*\n/, 1)
    .join()
    .replace(/\s+/g, ' ');

function contextSections({ context, own }: Material): Section[] {
  const found = new Set(own?.findings.map(({ file, line }) => `${file}:${line}`));
  const others = context.filter(({ file, line }) => !found.has(`${file}:${line}`));
  const lines = others.map(
    ({ file, line, text, remark }) =>
      `- ${file}:${line}: \`${text.trim().replaceAll('`', "'")}\`${remark === undefined ? '' : ` — ${remark}`}`,
  );
  return textSection('context', 'In your configuration', lines.join('\n'));
}

/** A further topic: its answer, its first ways to write it, and what to beware of. */
function alsoSection(passage: Passage): Section {
  if (!isTopicPassage(passage))
    return { kind: 'also', title: `See also: ${passage.title}`, text: passage.text.trim() };
  const { topic } = passage;
  const parts = [
    topic.answer.trim(),
    snippetsText(topic.snippets.slice(0, 2)),
    topic.pitfalls.slice(0, 2).map(bullet).join('\n'),
  ];
  return {
    kind: 'also',
    title: `Also: ${topic.title}`,
    text: parts.filter((part) => part !== '').join('\n\n'),
  };
}

/** What the handbook says of the options; those that it only names stand in one line. */
function optionsSection(passages: readonly Passage[], entries: readonly OptionEntry[]): Section[] {
  const names = [...new Set(passages.flatMap(({ options }) => options ?? []))];
  const described = names.flatMap((name) => entries.find((option) => option.name === name) ?? []);
  const others = names.filter((name) => !described.some((option) => option.name === name));
  const lines = [
    ...described.map(({ name, type, summary }) => `- \`${name}\` (${type}): ${summary.trim()}`),
    ...(others.length === 0
      ? []
      : [
          `- ${described.length === 0 ? '' : 'Also: '}${others.map((name) => `\`${name}\``).join(', ')}`,
        ]),
  ];
  return textSection('options', 'Options', lines.join('\n'));
}

function linksSection(passages: readonly Passage[]): Section[] {
  const links = passages.flatMap((passage) =>
    isTopicPassage(passage)
      ? passage.topic.links
      : passage.citation.url === undefined
        ? []
        : [{ title: passage.citation.title, url: passage.citation.url }],
  );
  const unique = [...new Map(links.map((link) => [link.url, link])).values()];
  return textSection(
    'links',
    'Read more',
    unique.map(({ title, url }) => `- [${title}](${url})`).join('\n'),
  );
}

function nextSection(passages: readonly Passage[], commands: Commands): Section[] {
  const lines = nextCommands(passages, commands);
  return textSection('next', 'Next', lines.map((line) => `- \`${line}\``).join('\n'));
}

/** Commands that lead on from these passages, of those that are installed. */
export function nextCommands(passages: readonly Passage[], { hasCommand }: Commands): string[] {
  const named = passages.filter(isTopicPassage).flatMap(({ topic }) => topic.next);
  return [...new Set(named)].filter((line) => isInstalled(line, hasCommand)).slice(0, 4);
}

/** What is installed, as the host tells it. */
export type Commands = Pick<Host, 'hasCommand'>;

/** `nixai docs sync …` is the command `docs sync`; `nixai search nginx` is `search`. */
function isInstalled(line: string, hasCommand: Commands['hasCommand']): boolean {
  const [, first = '', second = ''] = line.split(' ');
  return hasCommand(first) || hasCommand(`${first} ${second}`);
}

function numbered(steps: readonly string[]): string {
  return steps.map((step, i) => `${i + 1}. ${indented(step)}`).join('\n');
}

function bullet(text: string): string {
  return `- ${indented(text)}`;
}

function indented(text: string): string {
  return text.trim().replaceAll('\n', '\n   ');
}

function listSection(kind: Section['kind'], title: string, items: readonly string[]): Section[] {
  return textSection(kind, title, items.map(bullet).join('\n'));
}

function textSection(kind: Section['kind'], title: string, text: string): Section[] {
  return text === '' ? [] : [{ kind, title, text }];
}
