import { readFileSync, statSync } from 'node:fs';
import type { CheckFinding, CheckReport, Column, View } from '@nixai/api';
import { fitToExcerpt, type Excerpt } from '@nixai/safety';
import { shownPath } from './shownPath.js';

/**
 * Findings as a compiler shows them: the line, a caret, what mends it; then notes in a line each, what
 * each machine has, and a summary.
 */
export async function renderReport(
  report: CheckReport,
  view: View,
  texts: ReadonlyMap<string, string>,
  full: boolean,
): Promise<string> {
  const notes = full ? [] : report.findings.filter(({ severity }) => severity === 'note');
  const shown = report.findings.filter((finding) => !notes.includes(finding));
  const files = new Set(shown.map(({ file }) => file));
  const lines = new Map<string, Excerpt>();
  for (const file of files) {
    const text = texts.get(file) ?? read(file);
    // What stands in a file is told like what a stranger says: harmless, and without secrets.
    if (text !== undefined) lines.set(file, await fitToExcerpt(text));
  }
  const blocks = shown.map((finding) => block(finding, lines.get(finding.file), view));
  return [
    ...blocks,
    ...noteList(notes, view),
    ...hostTable(report, view),
    summary(report, view),
  ].join('\n\n');
}

function read(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function block(finding: CheckFinding, lines: Excerpt | undefined, view: View): string {
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
    ...(lines === undefined ? [] : excerpt(finding, lines, number, margin, paint)),
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

/** Characters of a line that are shown. */
const widest = 400;

function excerpt(
  { line, column, endLine, endColumn }: CheckFinding,
  lines: Excerpt,
  number: string,
  margin: string,
  paint: (text: string) => string,
): string[] {
  const whole = lines.line(line);
  const end = endLine === line ? Math.max(column, endColumn - 1) : Infinity;
  const place = lines.span(line, column - 1, end);
  // What a program wrote may stand on one line; what lies around the place is told of it.
  const from = whole.length <= widest ? 0 : Math.max(0, place.start - widest / 4);
  const text = whole.slice(from, from + widest);
  const at = place.start - from;
  const width = Math.max(1, Math.min(text.length, place.end - from) - at);
  // Tabs stay tabs below the text, so that the caret stands where it should.
  const before = text.slice(0, at).replace(/[^\t]/g, ' ');
  return [`${margin} |`, `${number} | ${text}`, `${margin} | ${before}${paint('^'.repeat(width))}`];
}

function summary(
  { findings, files, definitions, against, unknownImports }: CheckReport,
  view: View,
): string {
  const count = (severity: CheckFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    plural(count('note'), 'note'),
  ];
  const sets = against.map(({ text }) => text).join(' and ');
  const incomplete = against.some(({ complete }) => !complete)
    ? '\nOptions that came later may be missing there: nixai docs sync gets those of your release'
    : '';
  const unknown =
    unknownImports.length === 0
      ? ''
      : `\nNot followed, because only an evaluation finds them: ${unknownImports.slice(0, 6).join(', ')}${unknownImports.length > 6 ? ` and ${unknownImports.length - 6} more` : ''}`;
  const text = `${parts.join(', ')} in ${plural(files.length, 'file')}; ${plural(definitions, 'definition')} checked against ${sets}${incomplete}${unknown}`;
  return text
    .split('\n')
    .map((part) => view.wrap(part))
    .join('\n');
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
