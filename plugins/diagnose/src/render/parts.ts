import type { View } from '@nixai/api';
import type { ExcerptLine, Finding, FindingFix } from '../engine/finding.js';
import type { DiagnosisResult } from '../diagnosis/result.js';
import { likely } from '../engine/measured.js';

/**
 * How sure a finding is, in words that were measured (docs/diagnose.md): of the whole answer; where only its
 * cause is surer, of both.
 */
export function confidenceWords(finding: Finding): string {
  const cause = wordOf(finding.confidence);
  const whole = wordOf(finding.answer);
  if (cause === whole) return whole;
  const [first] = finding.fixes;
  return `cause ${cause}, fix ${first === undefined || first.step === 'look' ? 'open' : whole}`;
}

/** What is said of a finding in small print. */
export const factsOf = (finding: Finding): readonly string[] =>
  [
    finding.derivation && `in the build of ${finding.derivation}`,
    finding.count > 1 && `${finding.count} times`,
    confidenceWords(finding),
  ].filter((part) => typeof part === 'string');

/** What was read here, which may not be the machine of the log. */
export function factsHere({ facts }: Finding): readonly string[] {
  const end = ' on this machine';
  return Object.entries(facts ?? {})
    .filter(([key]) => key.endsWith(end))
    .map(([key, value]) => `${key.slice(0, -end.length)}: ${value ?? ''}`);
}

function wordOf(confidence: number): string {
  if (confidence >= 0.9) return 'sure';
  if (confidence >= likely) return 'likely';
  return confidence >= 0.5 ? 'perhaps' : 'a guess';
}

const risks: Readonly<Record<FindingFix['risk'], string>> = {
  none: '',
  restart: ' (restarts something)',
  data: ' (can lose data: back up first)',
  security: ' (lowers security: know why)',
};

/**
 * What a step is called: the fix only where the log supports it, and the answer as a whole, as it was
 * measured, is no mere perhaps.
 */
export function stepName(step: FindingFix['step'], answer: number): string {
  if (step === 'look') return 'Find out';
  return step === 'if' || answer < likely ? 'Possible' : 'Fix';
}

/** What stands before one of several possibilities; what it wraps to stands below its words. */
export const point = '- ';

/** What a fix does, what it risks, and where it does not hold. */
export const fixTitle = ({ title, risk, elsewhere }: FindingFix): string =>
  `${title}${risks[risk]}${elsewhere === true ? ' (for another system or tool than this log shows)' : ''}`;

/** A fix with its code, and what belongs in the places that it leaves open. */
export function fixText(fix: FindingFix, head: string, view: View): string {
  const text = fixTitle(fix);
  const title =
    head === point
      ? `${head}${view.wrap(text, head.length).trimStart()}`
      : view.wrap(`${head}${text}`);
  if (fix.code === undefined) return title;
  const open = Object.entries(fix.fill ?? {}).map(([name, what]) =>
    view.wrap(`${name}: ${what}`, 2),
  );
  return [title, view.code(fix.code, fix.language ?? 'text'), ...open].join('\n');
}

/** A line of the log with its number; a long one is cut around what was recognised. */
export function logLine(
  { line, text, hit }: ExcerptLine,
  digits: number,
  view: View,
  cut: boolean,
): string {
  const margin = `  ${hit ? '>' : ' '} ${String(line).padStart(digits)} │ `;
  const shown = `${margin}${text}`;
  const fitted = cut && shown.length > view.width ? `${shown.slice(0, view.width - 1)}…` : shown;
  return hit ? view.style.bad(fitted.trimEnd()) : view.style.dim(fitted.trimEnd());
}

/** As much of a text as fits, with the mark of what was left out; never a part of a word, but of one that is longer. */
export function wholeWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const part = text.slice(0, most - 1);
  const end = /\s/.test(text.charAt(most - 1)) ? part.length : part.search(/\s+\S*$/);
  return `${part.slice(0, end > most / 2 ? end : part.length).trimEnd()}…`;
}

/** What the log is, and what it says of its machine. */
export function aboutLog({ input, origin }: DiagnosisResult): string {
  const name = input.command ?? input.name;
  const from = input.lines === 0 ? name : `${name}, ${lineCount(input.lines)}`;
  const machine = [
    origin.nixos && `NixOS ${origin.nixos}`,
    origin.nix && `Nix ${origin.nix}`,
    origin.kernel && `Linux ${origin.kernel}`,
  ].filter((part) => part !== undefined);
  return [from, ...machine].join(' · ');
}

/** Findings by a line each. */
export function listed(heading: string, findings: readonly Finding[], view: View): string {
  if (findings.length === 0) return '';
  const lines = findings.map(({ title, culprit, line }) =>
    view.wrap(`- ${title}: ${culprit} (line ${line})`, 2),
  );
  return [view.style.heading(heading), ...lines].join('\n');
}

export const lineCount = (lines: number): string =>
  `${counted(lines)} ${lines === 1 ? 'line' : 'lines'}`;

/** A number with its thousands apart. `toLocaleString` would load all locales for it. */
function counted(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
