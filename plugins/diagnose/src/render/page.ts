import type { View } from '@nixai/api';
import { firstFixes, type ExcerptLine, type Finding } from '../engine/finding.js';
import { isWarning } from '../engine/findings.js';
import type { DiagnosisResult } from '../diagnosis/result.js';
import { aboutLog, factsOf, fixText, logLine, point, stepName } from './parts.js';

const mostOthers = 2;

/**
 * What a person in trouble needs, on one screen of 24 lines: the cause with its culprit, the line of
 * the log that proves it, the fix to paste, and how to check.
 */
export function renderPage(
  result: DiagnosisResult,
  view: View,
  { cut, more }: { readonly cut: boolean; readonly more: string },
): string {
  const causes = causesOf(result);
  const [first] = causes;
  if (first === undefined) return '';
  return [...finding(first, result, view, cut), '', rest(result, causes, view, more)]
    .join('\n')
    .trimEnd();
}

/** What stopped nothing is no cause where something did stop. */
export function causesOf({ findings }: DiagnosisResult): readonly Finding[] {
  const all = findings.filter(({ role }) => role === 'cause');
  return all.filter((one, index) => index === 0 || !isWarning(one));
}

/** All that was found, by what it is to a person: what stopped nothing is only warned of. */
export function findingsOf(result: DiagnosisResult): {
  readonly causes: readonly Finding[];
  readonly warned: readonly Finding[];
  readonly consequences: readonly Finding[];
} {
  const well = result.outcome === 'nothing-wrong';
  const causes = well ? [] : causesOf(result);
  const warned = result.findings.filter(
    (one) => one.role === 'cause' && (well || isWarning(one)) && !causes.includes(one),
  );
  return {
    causes,
    warned,
    consequences: result.findings.filter(({ role }) => role === 'consequence'),
  };
}

function finding(
  one: Finding,
  result: DiagnosisResult,
  view: View,
  cut: boolean,
): readonly string[] {
  const facts = [...factsOf(one), aboutLog(result)];
  const proof = one.excerpt.find(({ hit }) => hit);
  const alone = firstFixes(one).length < 2;
  return [
    view.style.heading(view.wrap(shortened(`${one.title}: ${one.culprit}`, 220))),
    view.style.dim(view.wrap(facts.join(' · '))),
    '',
    view.wrap(firstSentences(one.message, alone ? 230 : 120), 2),
    ...(proof === undefined ? [] : ['', proofLine(proof, view, cut)]),
    ...firstSteps(one, view),
    ...(one.verify.length === 0
      ? []
      : [
          '',
          view.style.dim('Check:'),
          ...one.verify.slice(0, alone ? 2 : 1).map((line) => view.code(line, 'sh')),
        ]),
  ];
}

/** The fix, if the log supports one; else what it does not say, with each possibility; else what to look at. */
function firstSteps(finding: Finding, view: View): readonly string[] {
  const [first, second] = firstFixes(finding);
  if (first === undefined) return [];
  if (second === undefined)
    return ['', fixText(first, `${stepName(first.step, finding.answer)}: `, view)];
  return [
    '',
    view.style.dim(
      first.step === 'if'
        ? 'What this log does not say decides:'
        : 'One of these, the likelier first (the check below tells):',
    ),
    fixText(first, point, view),
    fixText(second, point, view),
  ];
}

/** The line that was recognised, whole where nobody cuts it: the match is near its middle. */
function proofLine(proof: ExcerptLine, view: View, cut: boolean): string {
  return logLine(proof, String(proof.line).length, view, cut);
}

/** Whole sentences, as many as are short enough; one at least. */
function firstSentences(message: string, most: number): string {
  const [first = message, ...others] = message.split(/(?<=[.?!]) (?=[A-Z"'`])/);
  let text = first;
  for (const sentence of others) {
    if (text.length + sentence.length > most) break;
    text += ` ${sentence}`;
  }
  return shortened(text, most + 90);
}

const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;

/** What else there is, by a line: other causes, and what --full shows. */
function rest(
  result: DiagnosisResult,
  causes: readonly Finding[],
  view: View,
  how: string,
): string {
  const others = causes.slice(1);
  const fixes = (causes[0]?.fixes.length ?? 0) - 1;
  const shown = others
    .slice(0, mostOthers)
    .map(({ title, culprit, line }) =>
      view.wrap(shortened(`Also: ${title}: ${culprit} (line ${line})`, 150)),
    );
  const more = [
    fixes > 0 && `${fixes} more ${fixes === 1 ? 'fix' : 'fixes'}`,
    others.length > mostOthers && `${others.length - mostOthers} more causes`,
    result.findings.length > causes.length && 'what follows from it',
    'the log around it',
  ].filter((part) => typeof part === 'string');
  return [...shown, view.style.dim(view.wrap(`${sentence(more)}: ${how}`))].join('\n');
}

function sentence(parts: readonly string[]): string {
  const text =
    parts.length > 1
      ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
      : (parts[0] ?? '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
