import type { JudgedRule, Scan, Scanned } from '../result.js';
import { countsText, sectionsOf, seenText } from './sections.js';

/** A report to keep: what is not kept first, then what was agreed to, what is not known, and the rest. */
export function markdownReport({ rules, count, machines }: Scan): string {
  return [
    `# ${rules}`,
    '',
    `${count} rules. "Kept" was seen, or is written where no machine was asked; what nobody could look at is`,
    'not known, and no pass.',
    '',
    ...machines.flatMap(machineLines),
  ].join('\n');
}

function machineLines(one: Scanned): readonly string[] {
  const { open, agreed, undeclared, unknown, kept, outside } = sectionsOf(one);
  return [
    `## ${text(one.name)}`,
    '',
    `${countsText(one)}.`,
    '',
    ...(one.fault === undefined ? [] : [`It could not be asked: ${text(one.fault.what)}.`, '']),
    `Declared: ${text(one.configuration ?? `not read (${one.unread ?? 'nothing'})`)}. Known holes of packages: ${text(one.vulnerabilities)}.`,
    '',
    ...section('Not kept', open),
    ...section('Agreed to', agreed),
    ...section('Kept, and declared otherwise', undeclared),
    ...section('Not known', unknown),
    ...short('Kept', kept),
    ...short('Not applicable', outside),
  ];
}

const section = (title: string, rules: readonly JudgedRule[]): readonly string[] =>
  rules.length === 0
    ? []
    : [
        `### ${title}`,
        '',
        ...rules.flatMap((one) => [
          `- **${one.severity}** \`${one.rule}\`: ${text(one.title)}`,
          `  - ${text(seenText(one))}`,
          `  - ${text(one.why)}`,
          ...(one.fix === undefined ? [] : [`  - mended by \`${one.fix.replaceAll('`', "'")}\``]),
          ...(one.exception === undefined ? [] : [`  - ${text(exceptionText(one.exception))}`]),
        ]),
        '',
      ];

const short = (title: string, rules: readonly JudgedRule[]): readonly string[] =>
  rules.length === 0
    ? []
    : [`### ${title}`, '', rules.map(({ rule }) => `\`${rule}\``).join(', '), ''];

/** What was agreed of a rule, and whether that is over. */
export const exceptionText = ({
  approvedBy,
  until,
  reason,
  over,
}: NonNullable<JudgedRule['exception']>): string =>
  over
    ? `the exception of ${approvedBy} ended on ${until}: ${reason}`
    : `agreed by ${approvedBy} until ${until}: ${reason}`;

/** Text of somebody else's is no Markdown. */
const text = (words: string): string => words.replaceAll(/[\\`*_[\]<>#|]/g, '\\$&');
