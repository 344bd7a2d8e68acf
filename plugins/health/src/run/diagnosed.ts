import { commands, type CommandSession, type HealthMachine } from '@nixai/api';
import { NotTold } from '../machine/unknown.js';
import type { HealthResult } from '../results/report.js';

/** The part of what `nixai diagnose` returns that is used here. */
interface Diagnosed {
  readonly findings?: readonly {
    readonly title: string;
    readonly message: string;
    readonly role: string;
    readonly confidence: number;
    readonly fixes: readonly {
      readonly title: string;
      readonly code?: string;
      readonly language?: string;
      /** Present where the log does not support it as the fix. */
      readonly step?: string;
    }[];
  }[];
}

/** Below it a diagnosis is a guess, and a report does not guess. */
const sure = 0.5;

/** Failed units with what the diagnosis rules make of their journal, where `diagnose` is installed. */
export async function withCauses(
  machine: HealthMachine,
  results: readonly HealthResult[],
): Promise<readonly HealthResult[]> {
  const failed = results.filter(
    ({ check, target }) => check === 'unit.failed' && target !== undefined,
  );
  if (failed.length === 0 || !machine.live || !machine.host.hasCommand('diagnose')) return results;
  const session = (await machine.host.service(commands)).open({ offline: true });
  try {
    const causes = new Map<HealthResult, Partial<HealthResult>>();
    for (const one of failed) causes.set(one, await causeOf(machine, session, one));
    return results.map((one) => ({ ...one, ...causes.get(one) }));
  } finally {
    await session.close();
  }
}

async function causeOf(
  machine: HealthMachine,
  session: CommandSession,
  { target: unit = '', fix: before }: HealthResult,
): Promise<Partial<HealthResult>> {
  try {
    const log = await machine.say([
      'journalctl',
      '--no-pager',
      '--quiet',
      '--boot',
      '--lines=200',
      `--unit=${unit}`,
    ]);
    if (log.trim() === '') return {};
    const { result } = await session.invoke<Diagnosed>('diagnose', {
      // A report is made of what is certain, and no model holds it up.
      flags: { 'no-ai': true },
      stdin: log,
    });
    const [first] = (result.findings ?? []).filter(
      ({ role, confidence }) => role === 'cause' && confidence >= sure,
    );
    if (first === undefined) return {};
    const fix = first.fixes[0]?.step === undefined ? first.fixes[0] : undefined;
    const language = fix?.language === 'nix' || fix?.language === 'sh' ? fix.language : undefined;
    return {
      cause: `${first.title}: ${first.message}`,
      ...(fix !== undefined && language !== undefined && fix.code !== undefined
        ? {
            fix: {
              title: fix.title,
              code: fix.code,
              language,
              ...(before?.safe && { safe: before.safe }),
            },
          }
        : {}),
    };
  } catch (error) {
    if (machine.signal.aborted) throw error;
    if (!(error instanceof NotTold)) machine.host.log.debug(String(error));
    return {};
  }
}
