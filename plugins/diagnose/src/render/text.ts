import type { View } from '@nixai/api';
import type { DiagnosisResult } from '../diagnosis/result.js';
import type { ExcerptLine, Finding } from '../engine/finding.js';
import { findingsOf, renderPage } from './page.js';
import {
  aboutLog,
  factsHere,
  factsOf,
  fixText,
  lineCount,
  listed,
  logLine,
  stepName,
  wholeWords,
} from './parts.js';

export interface TextOptions {
  /** Everything that is known, not only what fits on a screen. */
  readonly full: boolean;
  /** True where lines longer than the terminal would wrap; in a pipe nothing is cut. */
  readonly cut: boolean;
  /** How everything is asked for, where it is not by an option of the command. */
  readonly more?: string;
}

/** A diagnosis as a person reads it: the cause, its place, the fix, how to check. */
export function renderText(result: DiagnosisResult, view: View, options: TextOptions): string {
  if (result.streamed === true) return summary(result, view);
  // Everything else was said while the person was asked.
  if (result.segments !== undefined) return model(result, view);
  const parts = options.full
    ? everything(result, view, options.cut)
    : screen(result, view, options);
  return parts.filter((part) => part !== '').join('\n\n');
}

function screen(
  result: DiagnosisResult,
  view: View,
  { cut, more = '--full' }: TextOptions,
): readonly string[] {
  if (result.findings.length === 0 || result.outcome !== 'diagnosed')
    return everything(result, view, cut);
  return [renderPage(result, view, { cut, more }), model(result, view)];
}

function everything(result: DiagnosisResult, view: View, cut: boolean): readonly string[] {
  const { causes, warned, consequences } = findingsOf(result);
  return [
    headline(result, view),
    ...causes.map((one, index) =>
      finding(one, causes.length > 1 ? index + 1 : undefined, view, cut),
    ),
    listed('What follows from it', consequences, view),
    listed('Only warned of', warned, view),
    failedBuilds(result, view),
    unrecognised(result, view),
    model(result, view),
  ];
}

/** One finding, as it is told while a log is followed. */
export function renderFinding(one: Finding, view: View): string {
  return finding(one, undefined, view, false);
}

function summary({ findings, input }: DiagnosisResult, view: View): string {
  const times = findings.reduce((sum, { count }) => sum + count, 0);
  return view.style.dim(
    `${lineCount(input.lines)}, ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}, met ${times} ${times === 1 ? 'time' : 'times'}`,
  );
}

function model({ ai }: DiagnosisResult, view: View): string {
  if (ai === undefined) return '';
  const by = view.style.dim(`${ai.model}${ai.complete ? '' : ', incomplete'}`);
  return `${view.style.heading('Explanation by a model')} ${by}\n${view.markdown(ai.text)}`;
}

function headline(result: DiagnosisResult, view: View): string {
  // Most commands print their errors beside what a plain pipe takes.
  if (result.input.bytes === 0 && result.outcome === 'nothing-wrong')
    return `${view.style.heading('Nothing was read.')} ${view.wrap(`${result.input.name} is empty. What fails is printed to the error output: write 2>&1 before the pipe.`).trimStart()}`;
  const about = view.style.dim(aboutLog(result));
  return result.outcome === 'nothing-wrong'
    ? `${view.style.good('Nothing wrong found.')} ${about}`
    : about;
}

function finding(one: Finding, number: number | undefined, view: View, cut: boolean): string {
  const title = `${number === undefined ? '' : `${number}. `}${one.title}: ${one.culprit}`;
  return [
    view.style.heading(title),
    view.style.dim(factsOf(one).join(' · ')),
    '',
    view.wrap(one.message, 2),
    '',
    ...(one.excerpt.length === 0 ? [] : [excerptText(one.excerpt, view, cut)]),
    ...sourceText(one, view, cut),
    '',
    ...machineText(one, view),
    one.fixes
      .map((fix, index) =>
        fixText(
          fix,
          one.fixes.length > 1
            ? `${stepName(fix.step, one.answer)} ${index + 1}: `
            : `${stepName(fix.step, one.answer)}: `,
          view,
        ),
      )
      .join('\n\n'),
    ...(one.verify.length === 0
      ? []
      : ['', view.style.dim('Check:'), ...one.verify.map((line) => view.code(line, 'sh'))]),
    ...one.docs.map(({ title: name, url }) => view.style.dim(`${name}: ${url}`)),
  ].join('\n');
}

function excerptText(lines: readonly ExcerptLine[], view: View, cut: boolean): string {
  const end = lines.findLastIndex(({ text }) => text.trim() !== '') + 1;
  const digits = String(lines.at(-1)?.line ?? 0).length;
  return lines
    .slice(0, end)
    .map((line) => logLine(line, digits, view, cut))
    .join('\n');
}

/** The named file as it is now, with a caret under the place. */
function sourceText({ source }: Finding, view: View, cut: boolean): string[] {
  if (source === undefined) return [];
  const margin = `${' '.repeat(4 + String(source.lines.at(-1)?.line ?? 0).length)} │ `;
  const caret =
    source.column === undefined
      ? []
      : [view.style.bad(`${margin}${' '.repeat(source.column - 1)}^`)];
  const lines = source.lines.flatMap((line) => [
    logLine(line, String(source.lines.at(-1)?.line ?? 0).length, view, cut),
    ...(line.hit ? caret : []),
  ]);
  return ['', view.style.dim(`${source.file} on this machine:`), ...lines];
}

function machineText(one: Finding, view: View): string[] {
  const here = factsHere(one);
  if (here.length === 0) return [];
  const lines = here.map((fact) => view.wrap(`- ${fact}`, 2));
  return [view.style.dim('On this machine:'), ...lines, ''];
}

/** Which builds failed by themselves, and how many only because of them. */
function failedBuilds({ builds }: DiagnosisResult, view: View): string {
  if (builds.length === 0) return '';
  const own = builds.filter(({ cause }) => cause === 'builder');
  const lines = own.map(({ derivation, detail }) =>
    view.wrap(`- ${derivation}${detail === undefined ? '' : ` (${detail})`}`, 2),
  );
  const waiting = builds.length - own.length;
  const rest = waiting === 0 ? [] : [view.wrap(`${waiting} more only because they need it.`, 2)];
  return [view.style.heading('Builds that failed'), ...lines, ...rest].join('\n');
}

function unrecognised({ outcome, errorLines, shows, next }: DiagnosisResult, view: View): string {
  if (outcome !== 'not-recognised') return '';
  const lines = errorLines.map(({ line, text }) => wholeWords(`  ${line} │ ${text}`, view.width));
  return [
    view.style.heading('Not recognised'),
    ...(shows === undefined ? [] : [view.wrap(shows)]),
    view.wrap('No rule knows this failure. The lines that most likely say what went wrong:'),
    ...lines,
    '',
    'To learn more:',
    ...next.map((step) => view.code(step, 'sh')),
  ].join('\n');
}
