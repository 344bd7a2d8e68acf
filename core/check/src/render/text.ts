import type { CheckFinding, CheckReport, Column, View } from '@nixai/api';
import { readExcerpts, type Shown } from './excerpts.js';
import { shownPath } from './shownPath.js';
import { plural, summaryOf, type WholeReport } from './summary.js';

/**
 * Findings as a compiler shows them: the line, a caret, what mends it; then notes in a line each, what
 * each machine has, and a summary.
 */
export async function renderReport(
  report: WholeReport,
  view: View,
  texts: ReadonlyMap<string, string>,
  full: boolean,
): Promise<string> {
  const notes = full ? [] : report.findings.filter(({ severity }) => severity === 'note');
  const shown = report.findings.filter((finding) => !notes.includes(finding));
  const excerptOf = await readExcerpts(shown, texts);
  const blocks = shown.map((finding) => block(finding, excerptOf(finding), view));
  return [
    ...blocks,
    ...noteList(notes, view),
    ...hostTable(report, view),
    summary(report, view),
  ].join('\n\n');
}

function block(finding: CheckFinding, shown: Shown | undefined, view: View): string {
  const { rule, severity, message, why, hint, docs, origin, line, column } = finding;
  const { style } = view;
  const paint = severity === 'error' ? style.bad : severity === 'warning' ? style.warn : style.dim;
  const number = String(line);
  const margin = ' '.repeat(number.length);
  const beside = (text: string): string => view.wrap(`= ${text}`, margin.length + 1);
  const from = origin === undefined ? '' : style.dim(` (${origin})`);
  return [
    view.wrap(`${paint(severity)} ${style.dim(`[${rule}]`)} ${message}${from}`),
    `${margin} ${style.dim('-->')} ${shownPath(finding.file)}:${line}:${column}`,
    ...(shown === undefined ? [] : excerpt(shown, number, margin, paint)),
    ...(why === undefined ? [] : [beside(why)]),
    ...(hint === undefined ? [] : [beside(`${style.good('fix')}: ${hint}`)]),
    ...(docs === undefined ? [] : [beside(style.dim(`see: ${docs}`))]),
  ].join('\n');
}

/** As many notes as do not push the errors from the screen. */
const mostNotes = 10;

function noteList(notes: readonly CheckFinding[], view: View): string[] {
  if (notes.length === 0) return [];
  const lines = notes.slice(0, mostNotes).map(({ file, line, message, rule }) => {
    const text = `${view.style.dim('note')} ${shownPath(file)}:${line}: ${message}`;
    return view.wrap(`${text} ${view.style.dim(`[${rule}]`)}`);
  });
  const more = notes.length - mostNotes;
  if (more > 0) lines.push(view.style.dim(`and ${plural(more, 'more note')}: --full`));
  return [lines.join('\n')];
}

const hostColumns: readonly Column[] = [
  { title: 'Host', flexible: true },
  { title: 'Errors', align: 'right' },
  { title: 'Warnings', align: 'right' },
  { title: 'Notes', align: 'right' },
];

/** The machines that something was found in. */
function hostTable({ hosts = [] }: CheckReport, view: View): string[] {
  const faulty = hosts.filter(({ errors, warnings }) => errors + warnings > 0);
  if (faulty.length === 0) return [];
  const rows = faulty.map(({ name, errors, warnings, notes }) => [
    name,
    String(errors),
    String(warnings),
    String(notes),
  ]);
  const clean = hosts.length - faulty.length;
  const rest = clean === 0 ? [] : [`${plural(clean, 'host')} without errors and warnings`];
  return [[view.table(hostColumns, rows), ...rest].join('\n')];
}

function excerpt(
  { text, start, end }: Shown,
  number: string,
  margin: string,
  paint: (text: string) => string,
): string[] {
  // Tabs stay tabs below the text, so that the caret stands where it should.
  const before = text.slice(0, start).replace(/[^\t]/g, ' ');
  const caret = paint('^'.repeat(end - start));
  return [`${margin} |`, `${number} | ${text}`, `${margin} | ${before}${caret}`];
}

function summary(report: WholeReport, view: View): string {
  return summaryOf(report)
    .map((part) => view.wrap(part))
    .join('\n');
}
