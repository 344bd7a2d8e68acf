import type { DiagnosisFix, View } from '@nixai/api';
import { lowConfidence, type ExcerptLine, type Finding } from '../engine/finding.js';
import { isWarning } from '../engine/findings.js';
import type { DiagnosisResult } from '../diagnosis/result.js';

/** A diagnosis as a person reads it: the cause, its place, the fix, how to check. */
export function renderText(result: DiagnosisResult, view: View): string {
  if (result.streamed === true) return summary(result, view);
  // Everything else was said while the person was asked.
  if (result.segments !== undefined) return model(result, view);
  const all = result.findings.filter(({ role }) => role === 'cause');
  // What stopped nothing is worth a line where something did stop.
  const causes = all.filter((one, index) => index === 0 || !isWarning(one));
  const warned = all.filter((one) => !causes.includes(one));
  const rest = result.findings.filter(({ role }) => role === 'consequence');
  const parts = [
    headline(result, view),
    ...causes.map((one, index) => finding(one, causes.length > 1 ? index + 1 : undefined, view)),
    listed('What follows from it', rest, view),
    listed('Only warned of', warned, view),
    failedBuilds(result, view),
    unrecognised(result, view),
    model(result, view),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** One finding, as it is told while a log is followed. */
export function renderFinding(one: Finding, view: View): string {
  return finding(one, undefined, view);
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

function headline({ outcome, input, origin }: DiagnosisResult, view: View): string {
  const from = input.lines === 0 ? input.name : `${input.name}, ${lineCount(input.lines)}`;
  const machine = [
    origin.nixos && `NixOS ${origin.nixos}`,
    origin.nix && `Nix ${origin.nix}`,
    origin.kernel && `Linux ${origin.kernel}`,
  ].filter((part) => part !== undefined);
  const about = view.style.dim([from, ...machine].join(' · '));
  if (outcome === 'nothing-wrong') return `${view.style.good('Nothing wrong found.')} ${about}`;
  return about;
}

function finding(one: Finding, number: number | undefined, view: View): string {
  const guess = one.confidence < lowConfidence ? ' (a guess)' : '';
  const title = `${number === undefined ? '' : `${number}. `}${one.title}: ${one.culprit}${guess}`;
  const facts = [
    one.derivation && `in the build of ${one.derivation}`,
    one.count > 1 && `${one.count} times`,
    `${Math.round(one.confidence * 100)} % sure`,
  ].filter((part) => typeof part === 'string');
  return [
    view.style.heading(title),
    view.style.dim(facts.join(' · ')),
    '',
    view.wrap(one.message, 2),
    '',
    ...(one.excerpt.length === 0 ? [] : [excerptText(one.excerpt, view)]),
    ...sourceText(one, view),
    '',
    ...machineText(one, view),
    one.fixes.map((fix, index) => fixText(fix, index, one.fixes.length, view)).join('\n\n'),
    ...(one.verify.length === 0
      ? []
      : ['', view.style.dim('Check:'), ...one.verify.map((line) => view.code(line, 'sh'))]),
    ...one.docs.map(({ title: name, url }) => view.style.dim(`${name}: ${url}`)),
  ].join('\n');
}

function excerptText(lines: readonly ExcerptLine[], view: View): string {
  const end = lines.findLastIndex(({ text }) => text.trim() !== '') + 1;
  return lines
    .slice(0, end)
    .map((line) => excerptLine(line, lines, view))
    .join('\n');
}

function excerptLine(
  { line, text, hit }: ExcerptLine,
  lines: readonly ExcerptLine[],
  view: View,
): string {
  const digits = String(lines.at(-1)?.line ?? 0).length;
  const number = String(line).padStart(digits);
  const shown = `  ${hit ? '>' : ' '} ${number} │ ${text}`.slice(0, view.width).trimEnd();
  return hit ? view.style.bad(shown) : view.style.dim(shown);
}

/** The named file as it is now, with a caret under the place. */
function sourceText({ source }: Finding, view: View): string[] {
  if (source === undefined) return [];
  const margin = `${' '.repeat(4 + String(source.lines.at(-1)?.line ?? 0).length)} │ `;
  const caret =
    source.column === undefined
      ? []
      : [view.style.bad(`${margin}${' '.repeat(source.column - 1)}^`)];
  const lines = source.lines.flatMap((line) => [
    excerptLine(line, source.lines, view),
    ...(line.hit ? caret : []),
  ]);
  return ['', view.style.dim(`${source.file} on this machine:`), ...lines];
}

/** What was read here, which may not be the machine of the log. */
function machineText({ facts }: Finding, view: View): string[] {
  const end = ' on this machine';
  const here = Object.entries(facts ?? {}).filter(([key]) => key.endsWith(end));
  if (here.length === 0) return [];
  const lines = here.map(([key, value]) =>
    view.wrap(`- ${key.slice(0, -end.length)}: ${value ?? ''}`, 2),
  );
  return [view.style.dim('On this machine:'), ...lines, ''];
}

const risks: Readonly<Record<DiagnosisFix['risk'], string>> = {
  none: '',
  restart: ' (restarts something)',
  data: ' (can lose data: back up first)',
  security: ' (lowers security: know why)',
};

function fixText(fix: DiagnosisFix, index: number, count: number, view: View): string {
  const head = count > 1 ? `Fix ${index + 1}: ` : 'Fix: ';
  const title = view.wrap(`${head}${fix.title}${risks[fix.risk]}`, 2);
  const language = fix.language ?? 'text';
  return fix.code === undefined ? title : `${title}\n${view.code(fix.code, language)}`;
}

function listed(heading: string, findings: readonly Finding[], view: View): string {
  if (findings.length === 0) return '';
  const lines = findings.map(({ title, culprit, line }) =>
    view.wrap(`- ${title}: ${culprit} (line ${line})`, 2),
  );
  return [view.style.heading(heading), ...lines].join('\n');
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

function unrecognised({ outcome, errorLines, next }: DiagnosisResult, view: View): string {
  if (outcome !== 'not-recognised') return '';
  const lines = errorLines.map(({ line, text }) => `  ${line} │ ${text}`.slice(0, view.width));
  return [
    view.style.heading('Not recognised'),
    view.wrap('No rule knows this failure. The lines that most likely say what went wrong:'),
    ...lines,
    '',
    'To learn more:',
    ...next.map((step) => view.code(step, 'sh')),
  ].join('\n');
}

const lineCount = (lines: number): string => `${counted(lines)} ${lines === 1 ? 'line' : 'lines'}`;

/** A number with its thousands apart. `toLocaleString` would load all locales for it. */
function counted(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
