import type { DiagnosisRule, Host } from '@nixai/api';
import type { FailedBuild } from '../engine/builds.js';
import { indexRules } from '../engine/ruleIndex.js';
import { createDiagnoser, type Diagnosed } from '../engine/diagnoser.js';
import { lowConfidence, type Finding } from '../engine/finding.js';
import { isWarning } from '../engine/findings.js';
import type { Symptom } from '../engine/symptom.js';
import { unreadable, type LogInput } from '../input/openInput.js';
import type { DiagnosisResult } from './result.js';
import { nextLook } from './nextLook.js';

export interface DiagnoseOptions {
  /** Only findings that concern this part of a system. */
  readonly component?: string;
  readonly signal: AbortSignal;
  /** Gets each piece as it is read. */
  readonly onPiece?: (piece: Buffer) => void;
}

/** Every rule that is installed. A set that cannot be loaded is said and left out. */
export async function allRules(host: Host): Promise<readonly DiagnosisRule[]> {
  const sets = await Promise.all(
    (await host.diagnosisRules.list()).map(async ({ name, create }) => {
      try {
        return await create();
      } catch (error) {
        host.log.warn(`the diagnosis rules "${name}" are left out: ${String(error)}`);
        return [];
      }
    }),
  );
  return sets.flat();
}

/** Reads a log to its end and names what is wrong. */
export async function diagnoseLog(
  host: Host,
  input: LogInput,
  options: DiagnoseOptions,
): Promise<DiagnosisResult> {
  const diagnoser = createDiagnoser(indexRules(await allRules(host)));
  try {
    for await (const chunk of input.stream) {
      options.signal.throwIfAborted();
      const piece = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      options.onPiece?.(piece);
      diagnoser.push(piece);
    }
  } catch (error) {
    options.signal.throwIfAborted();
    throw unreadable(input.name, error);
  }
  return resultOf(input.name, diagnoser.end(), options.component);
}

/** The result of a log that was read. */
export function resultOf(
  name: string,
  { findings: all, symptoms, builds, wentWell, origin, lines, bytes }: Diagnosed,
  component?: string,
): DiagnosisResult {
  const findings = all.filter((one) => component === undefined || concerns(one, component));
  const failed = builds.length > 0 || symptoms.some(({ weight }) => weight >= failureWeight);
  const causes = findings.filter(({ confidence }) => confidence >= lowConfidence);
  // What was only warned of did not stop what failed.
  const unexplained =
    failed &&
    stopped(symptoms, builds) &&
    causes.every((one) => isWarning(one) && one.phase !== 'fetch');
  const outcome =
    (causes.length > 0 && !unexplained) || (findings.length > 0 && !failed && !wentWell)
      ? 'diagnosed'
      : failed
        ? 'not-recognised'
        : 'nothing-wrong';
  const unknown = outcome === 'not-recognised';
  return {
    outcome,
    input: { name, lines, bytes },
    origin,
    findings,
    builds: [...builds].sort((a, b) => a.cause.localeCompare(b.cause)),
    errorLines: unknown ? likeliest(symptoms) : [],
    ...(unknown ? nextLook(builds, symptoms) : { next: [] }),
  };
}

/** Whether something stopped by itself, and not only complained. */
const stopped = (symptoms: readonly Symptom[], builds: readonly FailedBuild[]): boolean =>
  builds.some(({ cause }) => cause === 'builder') ||
  symptoms.some(({ weight, text }) => weight >= fatalWeight && !/^\s*warning: /.test(text));

/** From this weight on a line is the error that a command ends with. */
const fatalWeight = 8;

/** The lines that say most; those that only pass a failure on are left out where there are others. */
function likeliest(symptoms: readonly Symptom[]): DiagnosisResult['errorLines'] {
  const telling = symptoms.filter(({ weight }) => weight > 1);
  return (telling.length > 0 ? telling : symptoms).map(({ line, text }) => ({ line, text }));
}

/** From this weight on a line says that something failed, not only that it was unhappy. */
const failureWeight = 3;

/** Whether a finding is of that part of a system. */
export function concerns({ components, phase, class: root }: Finding, component: string): boolean {
  const wanted = component.toLowerCase();
  return [...components, phase, root].some((part) => part.toLowerCase() === wanted);
}
