import { diagnosisPhases, type Diagnosis, type DiagnosisRule, type LogLine } from '@nixai/api';
import { createEvidence } from '@nixai/contributions';

/** A log and what a rule must make of it. */
export interface DiagnosisSample {
  readonly name: string;
  readonly log: string;
  /** Must be part of the culprit or of the position. */
  readonly culprit: string;
  /** Each must stand in the fixes, their titles or their code. */
  readonly fix: readonly string[];
}

/**
 * What is wrong with a rule, one sentence each; empty if it keeps the contract and finds what its
 * samples say. For a plugin's own tests, with any test runner.
 */
export function checkDiagnosisRule(
  rule: DiagnosisRule,
  samples: readonly DiagnosisSample[],
): readonly string[] {
  return [
    ...checkDiagnosisData(rule),
    ...(samples.length === 0 ? [`${rule.id}: has no sample`] : []),
    ...samples.flatMap((sample) => faultsOfSample(rule, sample)),
  ];
}

/** The same for what can be said without a sample. */
export function checkDiagnosisData({
  id,
  phase,
  title,
  confidence,
  patterns,
  docs,
}: DiagnosisRule): string[] {
  const faults: string[] = [];
  if (!/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(id)) faults.push(`${id}: the id is not kebab-case`);
  if (!diagnosisPhases.includes(phase)) faults.push(`${id}: no such phase: ${phase}`);
  if (title.trim() === '' || title.endsWith('.')) faults.push(`${id}: the title is no title`);
  if (!(confidence > 0 && confidence <= 1)) faults.push(`${id}: the confidence is not in 0 to 1`);
  if (patterns.length === 0) faults.push(`${id}: has no pattern`);
  for (const { anchors, line } of patterns) {
    if (anchors.length === 0) faults.push(`${id}: ${String(line)} has no anchor`);
    for (const anchor of anchors) {
      if (!/^[\x20-\x7e]{5,}$/.test(anchor) || /['"`]/.test(anchor))
        faults.push(
          `${id}: the anchor ${JSON.stringify(anchor)} is too short or has odd characters`,
        );
    }
    if (/[gy]/.test(line.flags)) faults.push(`${id}: ${String(line)} keeps state (g or y)`);
    if (isNested(line.source)) faults.push(`${id}: ${String(line)} nests a repetition in another`);
  }
  for (const { url } of docs)
    if (!url.startsWith('https://')) faults.push(`${id}: ${url} is no https address`);
  return faults;
}

/** True for a group that repeats without bound and holds an unbounded repetition: `(a+)*`. */
function isNested(source: string): boolean {
  const plain = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return /\([^()]*[+*][^()]*\)(?:[+*]|\{\d+,\})/.test(plain);
}

function faultsOfSample(rule: DiagnosisRule, sample: DiagnosisSample): string[] {
  const found = diagnose(rule, sample.log);
  const where = `${rule.id} on ${sample.name}`;
  if (found === undefined) return [`${where}: finds nothing`];
  const { culprit, at, fixes, verify } = found;
  const named = [culprit, at?.file, at?.line, at?.column].filter((part) => part !== undefined);
  const faults: string[] = [];
  if (!named.join(':').includes(sample.culprit) && !culprit.includes(sample.culprit))
    faults.push(`${where}: names ${named.join(':')}, not ${sample.culprit}`);
  const text = fixes.map(({ title, code }) => `${title}\n${code ?? ''}`).join('\n');
  for (const wanted of sample.fix)
    if (!text.includes(wanted)) faults.push(`${where}: no fix says ${wanted}`);
  if (fixes.length === 0) faults.push(`${where}: has no fix`);
  if (verify.length === 0) faults.push(`${where}: does not say how to verify`);
  return faults;
}

/** The rule on a whole log as one block. The engine cleans and splits logs better than this. */
function diagnose(rule: DiagnosisRule, log: string): Diagnosis | undefined {
  const lines = log
    .split(/\r?\n/)
    .map((text, index): LogLine => ({ text: plain(text), number: index + 1 }));
  for (const [index, { text }] of lines.entries()) {
    for (const { anchors, line } of rule.patterns) {
      const match = anchors.some((anchor) => text.includes(anchor)) ? line.exec(text) : null;
      const found = match && rule.explain(createEvidence({ lines }, index, match));
      if (found !== null && found !== undefined) return found;
    }
  }
  return undefined;
}

function plain(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b\[[0-9;]*[a-zA-Z]/g, '')
      .replace(/[‘’]/g, "'")
      .replace(/[“”]/g, '"')
  );
}
