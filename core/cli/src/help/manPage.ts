// Manual pages, as man(7) has them, out of what the commands say of themselves. There is no date in
// them: the same program makes the same page.
import type { Command } from '@oclif/core';
import {
  argsOf,
  examplesOf,
  exitCodes,
  familyOf,
  flagsOf,
  isGlobal,
  spaced,
  summaryOf,
  usageOf,
  visibleOf,
} from './commandWords.js';

/** What there is to describe, and what describes it. */
export interface Manual {
  readonly version: string;
  /** What the program is for, in a line. */
  readonly summary: string;
  readonly commands: readonly Command.Loadable[];
  /** What a group of commands is for. */
  topicSummary(topic: string): string | undefined;
  /** A help text with the names of this program in it. */
  fill(text: string): string;
}

/** The page of the program: what commands there are, and what an exit code says. */
export function programPage(manual: Manual): string {
  const visible = visibleOf(manual.commands);
  const families = [...new Set(visible.map(familyOf))];
  return page(manual, 'nixai', manual.summary, [
    ['SYNOPSIS', [...synopsis('nixai', '"QUESTION"'), ...synopsis('nixai', 'COMMAND …')]],
    ['COMMANDS', visible.flatMap((one) => item(spaced(one.id), headline(manual, summaryOf(one))))],
    ['EXIT STATUS', exitCodes.flatMap(([code, meaning]) => item(code, meaning))],
    ['SEE ALSO', [families.map((one) => `${bold(`nixai-${one}`)}(1)`).join(',\n')]],
  ]);
}

/** The page of the commands whose names begin with the same word; undefined where there is none. */
export function familyPage(manual: Manual, family: string): string | undefined {
  const commands = visibleOf(manual.commands).filter((one) => familyOf(one) === family);
  const [first] = commands;
  if (first === undefined) return undefined;
  const about = manual.topicSummary(family) ?? summaryOf(first);
  const isSingle = commands.length === 1 && first.id === family;
  const sections: Section[] = isSingle
    ? [['DESCRIPTION', described(manual, first)]]
    : [
        [
          'COMMANDS',
          commands.flatMap((one) => [`.SS ${escaped(spaced(one.id))}`, ...described(manual, one)]),
        ],
      ];
  return page(manual, `nixai-${family}`, about, [
    ['SYNOPSIS', commands.flatMap((one) => synopsis(`nixai ${spaced(one.id)}`, usageOf(one)))],
    ...sections,
    ['GLOBAL OPTIONS', flagItems(manual, commands, isGlobal)],
    ['SEE ALSO', [`${bold('nixai')}(1)`]],
  ]);
}

type Section = readonly [title: string, lines: readonly string[]];

function page(manual: Manual, name: string, about: string, sections: readonly Section[]): string {
  const title = `.TH ${escaped(name.toUpperCase())} 1 "" "nixai ${escaped(manual.version)}"`;
  const named: Section = ['NAME', [`${escaped(name)} \\- ${escaped(headline(manual, about))}`]];
  // Not filled up to the right edge: a long option path leaves nothing to fill with.
  return [
    title,
    '.ad l',
    ...[named, ...sections].flatMap(([head, lines]) => section(head, lines)),
    '',
  ].join('\n');
}

/** A summary is no sentence; oclif's own are. */
const headline = (manual: Manual, summary: string): string =>
  manual.fill(summary).replace(/\.$/, '');

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`.SH ${title}`, ...lines];

const synopsis = (command: string, args: string): string[] => [
  `${bold(command)} ${escaped(args)}`.trimEnd(),
  '.br',
];

/** What a command does, what it takes, and examples. */
function described(manual: Manual, command: Command.Loadable): string[] {
  const { summary, description = '', aliases } = command;
  const about =
    summary === undefined ? [description] : [`${headline(manual, summary)}.`, description];
  return [
    ...about.flatMap((text) => paragraphs(manual.fill(text))),
    ...(aliases.length === 0
      ? []
      : paragraphs(`Also: ${aliases.map((one) => `nixai ${spaced(one)}`).join(', ')}.`)),
    ...argsOf(command).flatMap(({ name, description: text = '' }) =>
      item(name.toUpperCase(), manual.fill(text)),
    ),
    ...flagItems(manual, [command], (flag) => !isGlobal(flag)),
    ...examples(manual, command),
  ];
}

const flagItems = (
  manual: Manual,
  commands: readonly Command.Loadable[],
  wanted: Parameters<typeof flagsOf>[1],
): string[] =>
  flagsOf(commands, wanted).flatMap(({ names, about }) => item(names, manual.fill(about)));

function examples(manual: Manual, command: Command.Loadable): string[] {
  const lines = examplesOf(command).map((one) => escaped(manual.fill(one)));
  return lines.length === 0
    ? []
    : ['.PP', 'Examples:', '.PP', '.nf', ...lines.map((line) => `    ${line}`), '.fi'];
}

const item = (name: string, text: string): string[] => ['.TP', bold(name), escaped(text)];
const bold = (text: string): string => `\\fB${escaped(text)}\\fR`;

/** Blank lines part paragraphs, and a line with a dash before it begins one of its own. */
function paragraphs(text: string): string[] {
  return text
    .split(/\n\s*\n|\n(?=- )/)
    .map((part) =>
      part
        .trim()
        .split(/\s*\n\s*/)
        .join(' '),
    )
    .filter((part) => part !== '')
    .flatMap((part) => ['.PP', escaped(part)]);
}

/** Plain characters that roff takes for something else, each as the one that it is. */
const special: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '-': '\\-',
  "'": '\\(aq',
  '"': '\\(dq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
};

/** Text that is no request, wherever it stands. */
function escaped(text: string): string {
  const plain = text.replaceAll(/[\\\-'"`^~]/g, (one) => special[one] ?? one).replaceAll('\n', ' ');
  return plain.startsWith('.') ? `\\&${plain}` : plain;
}
