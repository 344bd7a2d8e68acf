import { mermaid } from './topology.js';
import type { Documentation, Documented, DocumentedSetting } from './result.js';

/** Columns of a group's table; with more machines each option is a list. */
const mostColumns = 4;
/** A value that is longer is cut where it stands in a table. */
const longest = 80;

/** A page about machines that is the same as long as their configurations are. */
export function markdownDocument(all: Documentation): string {
  const { machines, flakes, groups } = all;
  return [
    '# Machines',
    '',
    `${count(machines.length, 'machine')}, by what is written of them. Nothing was evaluated and no machine was asked:`,
    'what modules of nixpkgs set besides is not here.',
    '',
    '## Topology',
    '',
    '```mermaid',
    mermaid(all),
    '```',
    '',
    ...machines.flatMap(machineLines),
    ...groups.flatMap(groupLines),
    ...flakes.flatMap(({ name, inputs }) => [
      `## Inputs of ${text(name)}`,
      '',
      ...table(
        ['Input', 'From', 'Revision', 'Of'],
        inputs.map((one) => [
          code(one.name),
          text(one.from),
          one.revision === undefined ? 'none' : code(one.revision),
          one.date ?? '',
        ]),
      ),
      '',
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function machineLines(one: Documented): readonly string[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Description', one.description],
    ['Host', one.host],
    ['Role', one.role],
    ['Environment', one.environment],
    ['Groups', one.groups.join(', ')],
    ['Tags', one.tags.join(', ')],
    ['Configuration', one.configuration],
  ];
  return [
    `## ${text(one.name)}`,
    '',
    ...facts.flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [`- ${name}: ${text(value)}`],
    ),
    ...one.about.map((each) => `- ${settingText(each)}`),
    ...(one.unread === undefined
      ? []
      : [`- Nothing of its configuration was read: ${text(one.unread)}`]),
    ...(one.unread === undefined && !one.complete
      ? ['- More may be set where an evaluation alone sees it.']
      : []),
    '',
    ...section(
      'Services',
      ['Service', 'Ports', 'Declared'],
      one.services.map(({ name, conditional, ports, place }) => [
        `${code(name)}${conditional ? ' (perhaps)' : ''}`,
        ports
          .map(
            (port) =>
              `${text(port.value.replace(/^\[ (.*) \]$/, '$1'))}${port.place ? '' : ' (default)'}`,
          )
          .join(', '),
        at(place),
      ]),
    ),
    ...settingsSection('Firewall', one.firewall),
    ...section(
      'Users',
      ['User', 'Groups', 'Shell', 'SSH keys', 'Declared'],
      one.users.map(({ name, normal, groups, shell, keys, place }) => [
        `${code(name)}${normal ? '' : ' (system)'}`,
        text(groups.join(', ')),
        shell === undefined ? '' : code(shell),
        keys === 0 ? '' : String(keys),
        at(place),
      ]),
    ),
    ...settingsSection('Disks', one.disks),
  ];
}

const settingsSection = (title: string, settings: readonly DocumentedSetting[]) =>
  section(
    title,
    ['Option', 'Value', 'Declared'],
    settings.map(({ option, value, conditional, place }) => [
      code(option),
      `${code(cut(value))}${conditional ? ' (perhaps)' : ''}`,
      at(place),
    ]),
  );

const section = (
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] =>
  rows.length === 0 ? [] : [`### ${title}`, '', ...table(columns, rows), ''];

function groupLines({ name, machines, differences }: Documentation['groups'][number]) {
  const head = [`## Group ${text(name)}`, '', `${machines.map(text).join(', ')}.`, ''];
  if (differences.length === 0) return [...head, 'All that is written of them is alike.', ''];
  if (machines.length > mostColumns)
    return [
      ...head,
      ...differences.flatMap(({ option, values }) => [
        `- ${code(option)}`,
        ...byValue(values).map(
          ([value, names]) => `  - ${value === undefined ? 'not set' : code(cut(value))}: ${names}`,
        ),
      ]),
      '',
    ];
  return [
    ...head,
    ...table(
      ['Not alike', ...machines.map(text)],
      differences.map(({ option, values }) => [
        code(option),
        ...values.map(({ value }) => (value === undefined ? 'not set' : code(cut(value)))),
      ]),
    ),
    '',
  ];
}

function byValue(
  values: Documentation['groups'][number]['differences'][number]['values'],
): readonly (readonly [string | undefined, string])[] {
  const named = new Map<string | undefined, string[]>();
  for (const { machine, value } of values)
    named.set(value, [...(named.get(value) ?? []), text(machine)]);
  return [...named].map(([value, names]) => [value, names.join(', ')] as const);
}

const table = (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] =>
  [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

const settingText = ({ option, value, conditional, place }: DocumentedSetting): string =>
  `${code(option)}: ${code(cut(value))}${conditional ? ' (perhaps)' : ''} (${at(place)})`;

const at = ({ file, line }: { readonly file: string; readonly line: number }): string =>
  text(`${file}:${line}`);

const cut = (value: string): string =>
  value.length > longest ? `${value.slice(0, longest)}…` : value;

const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;

/** Text of somebody else's is no Markdown, and no end of a table's cell. */
const text = (words: string): string =>
  words.replaceAll(/[\\`*_[\]<>|]/g, '\\$&').replaceAll(/\s+/g, ' ');

const code = (words: string): string =>
  `\`${words.replaceAll('`', "'").replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')}\``;
