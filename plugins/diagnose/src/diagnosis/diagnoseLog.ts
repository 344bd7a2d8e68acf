import type { DiagnosisRule, Host } from '@nixai/api';
import { createDiagnoser, type Diagnosed } from '../engine/diagnoser.js';
import { lowConfidence, type Finding } from '../engine/finding.js';
import { unreadable, type LogInput } from '../input/openInput.js';
import type { DiagnosisResult } from './result.js';

export interface DiagnoseOptions {
  /** Only findings that concern this part of a system. */
  readonly component?: string;
  readonly signal: AbortSignal;
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
  const diagnoser = createDiagnoser(await allRules(host));
  try {
    for await (const chunk of input.stream) {
      options.signal.throwIfAborted();
      diagnoser.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
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
  { findings: all, symptoms, origin, lines, bytes }: Diagnosed,
  component?: string,
): DiagnosisResult {
  const findings = all.filter((one) => component === undefined || concerns(one, component));
  const recognised = findings.some(({ confidence }) => confidence >= lowConfidence);
  const failed = symptoms.some(({ weight }) => weight >= failureWeight);
  const outcome = recognised ? 'diagnosed' : failed ? 'not-recognised' : 'nothing-wrong';
  const unknown = outcome === 'not-recognised';
  return {
    outcome: outcome === 'nothing-wrong' && findings.length > 0 ? 'diagnosed' : outcome,
    input: { name, lines, bytes },
    origin,
    findings,
    errorLines: unknown ? symptoms.map(({ line, text }) => ({ line, text })) : [],
    next: unknown ? nextSteps(symptoms.map(({ text }) => text)) : [],
  };
}

/** From this weight on a line says that something failed, not only that it was unhappy. */
const failureWeight = 3;

/** Whether a finding is of that part of a system. */
export function concerns({ components, phase, class: root }: Finding, component: string): boolean {
  const wanted = component.toLowerCase();
  return [...components, phase, root].some((part) => part.toLowerCase() === wanted);
}

function nextSteps(lines: readonly string[]): string[] {
  const text = lines.join('\n');
  const derivation = /\/nix\/store\/[0-9a-z]{32}-[^'\s]{1,211}\.drv/.exec(text)?.[0];
  const unit = /\b[\w@.\\-]{1,200}\.(?:service|mount|socket)\b/.exec(text)?.[0];
  return [
    ...(derivation === undefined
      ? []
      : [`nix log ${derivation}`, `nixai diagnose --log-file <(nix log ${derivation})`]),
    ...(unit === undefined
      ? []
      : [`systemctl status ${unit}`, `journalctl -b -u ${unit} --no-pager | nixai diagnose`]),
    ...(derivation === undefined && unit === undefined
      ? ['Run the command again with --show-trace -L and pipe all of it: … 2>&1 | nixai diagnose']
      : []),
  ];
}
