import {
  badge,
  markup,
  paragraph,
  reportPage,
  section,
  table,
  type Piece,
  type Tone,
} from '@nixai/api/page';
import type { JudgedRule, Scan, Scanned } from '../result.js';
import { countsText, sectionsOf, seenText } from './sections.js';
import { exceptionText } from './markdown.js';

/** The report as one file that loads nothing. */
export function htmlReport({ rules, count, machines }: Scan): string {
  return reportPage({
    title: rules,
    summary: `${count} rules. What nobody could look at is not known, and no pass.`,
    body: machines.map(machineSection),
    by: 'nixai machines',
  });
}

function machineSection(one: Scanned): Piece {
  const { open, agreed, undeclared, unknown, kept, outside } = sectionsOf(one);
  const from = one.configuration ?? `not read (${one.unread ?? 'nothing'})`;
  return section(one.name, [
    paragraph(`${countsText(one)}.`),
    one.fault === undefined ? '' : paragraph(`It could not be asked: ${one.fault.what}`),
    paragraph(`Declared: ${from}. Known holes of packages: ${one.vulnerabilities}.`),
    rulesTable('Not kept', open),
    rulesTable('Agreed to', agreed),
    rulesTable('Kept, and declared otherwise', undeclared),
    rulesTable('Not known', unknown),
    rulesTable('Kept', kept),
    rulesTable('Not applicable', outside),
  ]);
}

const rulesTable = (title: string, rules: readonly JudgedRule[]): Piece =>
  rules.length === 0
    ? ''
    : markup`<h3>${title}</h3>
        ${table(['Severity', 'Rule', 'Seen', 'Mended by'], rules.map(row), { stack: true })}`;

const tones: Readonly<Record<JudgedRule['severity'], Tone>> = {
  critical: 'bad',
  high: 'bad',
  medium: 'warn',
  low: 'note',
  info: 'note',
};

const row = (one: JudgedRule): readonly Piece[] => [
  badge(tones[one.severity], one.severity),
  markup`<code>${one.rule}</code><br>${one.title}<br><small class="soft">${one.why}</small>`,
  one.exception === undefined
    ? seenText(one)
    : markup`${seenText(one)}<br>${exceptionText(one.exception)}`,
  one.fix === undefined ? '' : markup`<code>${one.fix}</code>`,
];
