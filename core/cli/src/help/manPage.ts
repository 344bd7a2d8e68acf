// Manual pages, as man(7) has them, out of what the commands say of themselves. There is no date in
// them: the same program makes the same page.
import type { Command } from '@oclif/core';

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

const spaced = (id: string): string => id.replaceAll(':', ' ');
const familyOf = ({ id }: Command.Loadable): string => id.split(':')[0] ?? id;

/** The page of the program: what commands there are, and what an exit code says. */
export function programPage(manual: Manual): string {
  const visible = visibleOf(manual);
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
  const commands = visibleOf(manual).filter((one) => familyOf(one) === family);
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
    ['SYNOPSIS', commands.flatMap((one) => synopsis(`nixai ${spaced(one.id)}`, argsOf(one)))],
    ...sections,
    ['GLOBAL OPTIONS', flagItems(manual, commands, isGlobal)],
    ['SEE ALSO', [`${bold('nixai')}(1)`]],
  ]);
}

type Section = readonly [title: string, lines: readonly string[]];

const exitCodes = [
  ['0', 'It worked.'],
  ['1', 'It did not, or something was found.'],
  ['2', 'The command line is wrong.'],
  ['3', 'There is no provider.'],
  ['4', 'The key or the quota of a provider.'],
  ['5', 'Refused.'],
  ['6', 'Locked.'],
  ['130', 'Ended with Ctrl-C.'],
] as const;

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

/** oclif's own commands have a description alone. */
const summaryOf = ({ summary, description = '' }: Command.Loadable): string =>
  summary ?? description.split('\n')[0] ?? '';

/** A summary is no sentence; oclif's own are. */
const headline = (manual: Manual, summary: string): string =>
  manual.fill(summary).replace(/\.$/, '');

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`.SH ${title}`, ...lines];

function visibleOf({ commands }: Manual): Command.Loadable[] {
  return commands
    .filter(({ hidden }) => hidden !== true)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

const synopsis = (command: string, args: string): string[] => [
  `${bold(command)} ${escaped(args)}`.trimEnd(),
  '.br',
];

/** The arguments as a command line has them: `KEY [VALUE…]`. */
function argsOf({ args }: Command.Loadable): string {
  const shown = Object.values(args)
    .filter(({ hidden }) => hidden !== true)
    .map(({ name, required, multiple }) => {
      const word = `${name.toUpperCase()}${multiple === true ? '…' : ''}`;
      return required === true ? word : `[${word}]`;
    });
  return [...shown, '[OPTION…]'].join(' ');
}

/** What a command does, what it takes, and examples. */
function described(manual: Manual, command: Command.Loadable): string[] {
  const { summary, description = '', args, aliases } = command;
  const about =
    summary === undefined ? [description] : [`${headline(manual, summary)}.`, description];
  const named = Object.values(args).filter(({ hidden }) => hidden !== true);
  return [
    ...about.flatMap((text) => paragraphs(manual.fill(text))),
    ...(aliases.length === 0
      ? []
      : paragraphs(`Also: ${aliases.map((one) => `nixai ${spaced(one)}`).join(', ')}.`)),
    ...named.flatMap(({ name, description: text = '' }) =>
      item(name.toUpperCase(), manual.fill(text)),
    ),
    ...flagItems(manual, [command], (flag) => !isGlobal(flag)),
    ...examples(manual, command),
  ];
}

type Flag = Command.Loadable['flags'][string];
const isGlobal = ({ helpGroup }: Flag): boolean => helpGroup === 'GLOBAL';

/** The flags that are wanted, each once. */
function flagItems(
  manual: Manual,
  commands: readonly Command.Loadable[],
  wanted: (flag: Flag) => boolean,
): string[] {
  const flags = commands.flatMap((one) => Object.values(one.flags));
  const shown = flags.filter((flag) => flag.hidden !== true && wanted(flag));
  return [...new Map(shown.map((flag) => [flag.name, flag])).values()].flatMap((flag) => {
    const names = [flag.char && `-${flag.char}`, `--${flag.name}`].filter(Boolean).join(', ');
    const value = flag.type === 'option' ? ` ${flag.options?.join('|') ?? 'VALUE'}` : '';
    return item(`${names}${value}`, manual.fill(flag.summary ?? flag.description ?? ''));
  });
}

function examples(manual: Manual, { examples: given = [] }: Command.Loadable): string[] {
  const lines = given
    .map((one) => (typeof one === 'string' ? one : one.command))
    .flatMap((one) => manual.fill(one).split('\n').map(escaped));
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
