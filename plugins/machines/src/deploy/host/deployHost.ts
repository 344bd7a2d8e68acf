import { isNixaiError, messageOf } from '@nixai/api';
import type { HostSteps, Look, UnitFailure } from './steps.js';
import { isSettled, verdictOf, type Systems, type Verdict } from './verdict.js';

export interface HostOptions {
  readonly new: string;
  readonly mode: 'switch' | 'boot' | 'test';
  /** What it has to run before, where that was said. */
  readonly expected?: string;
  /** Milliseconds. */
  readonly activation: number;
  /** Milliseconds from the end of the activation until the guard goes back. */
  readonly confirmation: number;
  /** Milliseconds that going back may take. */
  readonly rollback: number;
  readonly attempts: number;
  /** Milliseconds from one look to the next. */
  readonly pause: number;
  /** Milliseconds that it has to stay well. */
  readonly soak: number;
  /** Bytes that the copy needs. */
  readonly needed: number;
  /** Whether a system that runs already is activated once more. */
  readonly again?: boolean;
}

/** Where it came to an end. */
export type Phase =
  | 'preflight'
  | 'copy'
  | 'pin'
  | 'lock'
  | 'drain'
  | 'activate'
  | 'connect'
  | 'health'
  | 'confirm'
  | 'done';

export interface HostOutcome {
  readonly verdict: Verdict;
  readonly phase: Phase;
  /** Why it is not the new system, or what is to be looked at. */
  readonly why?: string;
  /** What ran before; absent where it could not be asked. */
  readonly old?: string;
  /** Whether it ran the new system already. */
  readonly already: boolean;
  /** What failed to start, where the activation ended with 4. */
  readonly failures?: readonly UnitFailure[];
  readonly log: readonly string[];
}

/** The protocol with one host. It never throws: all that can go wrong is a verdict. */
export async function deployHost(steps: HostSteps, options: HostOptions): Promise<HostOutcome> {
  let phase: Phase = 'preflight';
  const stop = (why: string, verdict: Verdict = 'unchanged', old?: string): HostOutcome => ({
    verdict,
    phase,
    why,
    old,
    already: false,
    log: [],
  });
  let before: Look;
  let taken = false;
  try {
    before = await steps.look();
    const refused = refusal(before, options);
    if (refused !== undefined) return stop(refused, 'unchanged', before.current);
    if (options.again !== true && isSettled(before, options))
      return { verdict: 'new', phase: 'done', old: before.current, already: true, log: [] };
    await steps.mayCopy();
    phase = 'copy';
    await steps.copy();
    phase = 'pin';
    await steps.pin();
    phase = 'lock';
    taken = true;
    await steps.take();
    const now = await steps.look();
    if (now.current !== before.current || now.next !== before.next)
      throw new Error('its system was changed by somebody else meanwhile');
    before = now;
    phase = 'drain';
    steps.tell('draining');
    await steps.drain();
  } catch (error) {
    if (taken) await quietly(() => steps.release());
    return stop(reasonOf(error));
  }
  return afterArming(steps, options, before);
}

/** From the moment from which a step may have happened although it failed: the host is asked. */
async function afterArming(
  steps: HostSteps,
  options: HostOptions,
  before: Look,
): Promise<HostOutcome> {
  const { mode, pause } = options;
  const systems: Systems = {
    old: before.current as string,
    new: options.new,
    oldNext: before.next as string,
    mode,
  };
  let phase: Phase = 'activate';
  let why: string | undefined;
  let failures: readonly UnitFailure[] = [];
  try {
    steps.tell('activating');
    await quietly(() => steps.start(before));
    if (mode !== 'boot') {
      const ended = await activated(steps, options);
      failures = ended.failures;
      if (ended.code !== 0) throw new Error(activationFailed(ended));
      phase = 'connect';
      steps.tell('connecting anew');
      await insist(steps, options.confirmation, pause, () => steps.knock());
      phase = 'health';
      steps.tell('checking');
      await untilHealthy(steps, options, before);
      phase = 'confirm';
      if (!(await insist(steps, options.confirmation, pause, () => steps.confirm())))
        throw new Error('the confirmation came too late');
    }
    phase = 'done';
  } catch (error) {
    why = reasonOf(error);
    steps.tell('going back');
    await quietly(() => steps.abort());
  }
  const { look, verdict } = await decided(steps, options, systems);
  if (verdict === 'new' || verdict === 'old') {
    await quietly(() => steps.release());
    await steps.undrain().catch((error: unknown) => (why ??= `undraining: ${reasonOf(error)}`));
  }
  return {
    verdict,
    phase: verdict === 'new' ? 'done' : phase,
    why: verdict === 'new' ? why : (why ?? whyOf(look)),
    old: systems.old,
    already: false,
    ...(failures.length > 0 && { failures }),
    log: look?.log ?? [],
  };
}

/** Why a host is not touched at all. */
function refusal(look: Look, { expected, needed }: HostOptions): string | undefined {
  if (look.current === undefined) return 'it has no /run/current-system: is it NixOS?';
  if (look.next === undefined || look.generation === undefined)
    return 'it has no system profile to come back to';
  if (look.heldBy !== undefined) return `another deployment is at it: ${look.heldBy}`;
  if (expected !== undefined && look.current !== expected)
    return `it runs ${look.current}, and not ${expected} as the plan has it`;
  if (look.free !== undefined && look.free < needed)
    return `its store has ${mebibytes(look.free)} MiB left, and ${mebibytes(needed)} MiB are to be copied`;
  if (look.bootFree !== undefined && look.bootFree < 16 * 1024 * 1024)
    return `/boot has ${mebibytes(look.bootFree)} MiB left: no boot entry can be written`;
  return undefined;
}

/** An activation that has come to its end. */
interface Ended {
  readonly code: number;
  readonly failures: readonly UnitFailure[];
}

/** Waits until the activation has ended. @throws where that is not learnt in time. */
async function activated(steps: HostSteps, { activation, pause }: HostOptions): Promise<Ended> {
  const giveUp = steps.now() + activation + 2 * pause;
  let away = false;
  for (;;) {
    const look = await steps.look().catch(() => undefined);
    away ||= look === undefined;
    const late = away ? 'it could not be reached any more' : 'the activation did not end in time';
    if (look?.result !== undefined) throw new Error(late);
    if (look?.code !== undefined) return { code: look.code, failures: look.failures };
    if (look !== undefined && !look.folder)
      throw new Error('it knows nothing of the deployment: it was restarted, or never began');
    if (steps.now() >= giveUp) throw new Error(late);
    await steps.wait(pause);
  }
}

async function untilHealthy(steps: HostSteps, options: HostOptions, before: Look): Promise<void> {
  let last = 'there was no time for it';
  const soakUntil = (): number => steps.now() + options.soak;
  for (let attempt = 1; attempt <= options.attempts; attempt++) {
    const health = await steps
      .health(before)
      .catch((error: unknown) => ({ ok: false as const, why: reasonOf(error) }));
    if (health.ok) {
      const until = soakUntil();
      while (steps.now() < until) {
        await steps.wait(options.pause);
        const again = await steps.health(before);
        if (!again.ok) throw new Error(`it did not stay well: ${again.why}`);
      }
      return;
    }
    last = health.why;
    if (attempt < options.attempts) await steps.wait(options.pause);
  }
  throw new Error(last);
}

/** Does it again until it is done, as a connection may come back. */
async function insist<T>(
  steps: HostSteps,
  patience: number,
  pause: number,
  work: () => Promise<T>,
): Promise<T> {
  const giveUp = steps.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (steps.now() >= giveUp) throw error;
      await steps.wait(pause);
    }
  }
}

/**
 * Asks until it is decided, for as long as the guard may take. A host that is starting is on no system
 * yet, so what no result stands behind has to stay so.
 */
async function decided(
  steps: HostSteps,
  { activation, confirmation, rollback, pause }: HostOptions,
  systems: Systems,
): Promise<{ readonly look?: Look; readonly verdict: Verdict }> {
  const giveUp = steps.now() + activation + confirmation + rollback;
  let look: Look | undefined;
  let settled: number | undefined;
  for (;;) {
    look = await steps.look().catch(() => undefined);
    const verdict = look === undefined ? undefined : verdictOf(look, systems);
    const mayStart = verdict === 'neither' && look?.result === undefined;
    if (mayStart) settled ??= steps.now() + confirmation;
    if (verdict !== undefined && !(mayStart && steps.now() < (settled ?? 0)))
      return { look, verdict };
    if (steps.now() >= giveUp) return { look, verdict: look === undefined ? 'unknown' : 'neither' };
    await steps.wait(pause);
  }
}

function whyOf(look: Look | undefined): string {
  if (look === undefined) return 'it cannot be reached';
  switch (look.result) {
    case 'boot-failed':
      return 'its boot loader could not be written';
    case 'stuck':
      return 'it could not go back to its old system';
    case undefined:
      return 'it was restarted';
    default:
      return `it runs ${look.current ?? 'nothing'} and boots ${look.next ?? 'nothing'}`;
  }
}

function activationFailed({ code, failures }: Ended): string {
  if (code !== 4) return `the activation ended with ${code}`;
  const units = failures.map(({ unit }) => unit).join(', ');
  return `the activation ended with 4: units failed to start${units === '' ? '' : `: ${units}`}`;
}

const reasonOf = (error: unknown): string =>
  isNixaiError(error) && error.why !== undefined ? `${error.what}: ${error.why}` : messageOf(error);

/** A step whose failure is seen in what the host says next. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  await work().catch(() => {});
}

const mebibytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);
