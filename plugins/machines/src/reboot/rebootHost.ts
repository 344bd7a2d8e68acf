import { isNixaiError, messageOf } from '@nixai/api';
import type { Facts } from '../status/facts.js';
import type { Rebooted } from './result.js';

/** What can be done with a machine that is to restart. Each has a deadline, and throws a NixaiError. */
export interface RebootSteps {
  /** Over a connection that is new. */
  facts(): Promise<Facts>;
  /** @throws NixaiError `deploy-locked` where a deployment goes on. */
  take(): Promise<void>;
  release(): Promise<void>;
  drain(): Promise<void>;
  undrain(): Promise<void>;
  /** Asks it to restart; whether it does is seen by its boot id alone. */
  restart(): Promise<void>;
  /** Why it is not well, as against how it was; undefined where it is. */
  unwell(before: Facts): Promise<string | undefined>;
  wait(milliseconds: number): Promise<void>;
  now(): number;
  tell(text: string): void;
}

export interface RebootOptions {
  /** Milliseconds until it has to be back. */
  readonly timeout: number;
  /** Milliseconds from one look to the next. */
  readonly pause: number;
  readonly attempts: number;
}

type Outcome = Omit<Rebooted, 'name'>;

/** Restarts a machine, and says what came of it: what it says of itself then, and nothing else. */
export async function rebootHost(steps: RebootSteps, options: RebootOptions): Promise<Outcome> {
  const began = steps.now();
  let before: Facts;
  let taken = false;
  try {
    before = await steps.facts();
    if (before.bootId === undefined || before.next === undefined)
      return {
        verdict: 'unchanged',
        why: 'it does not say which boot this is, or what comes next',
      };
    taken = true;
    await steps.take();
    steps.tell('draining');
    await steps.drain();
  } catch (error) {
    if (taken) await steps.release().catch(() => {});
    return { verdict: 'unchanged', why: reasonOf(error) };
  }
  const expected = before.next;
  steps.tell('restarting');
  await steps.restart().catch(() => {});
  const after = await back(steps, options, before);
  if (after === undefined || after.bootId === before.bootId) {
    const isUp = after !== undefined;
    if (isUp) await steps.release().catch(() => {});
    const why = isUp ? 'it answers, and is the boot that it was' : 'it did not come back in time';
    return { verdict: isUp ? 'not-restarted' : 'unreachable', expected, why };
  }
  const found = { system: after.current, expected };
  if (after.current !== expected || after.booted !== expected)
    return {
      verdict: 'wrong-system',
      ...found,
      why: `it booted ${after.booted ?? 'nothing known'}, and runs ${after.current ?? 'nothing known'}`,
    };
  const unwell = await whyUnwell(steps, options, before);
  const why = await steps.undrain().then(
    () => unwell,
    (error: unknown) => unwell ?? `undraining: ${reasonOf(error)}`,
  );
  const seconds = Math.round((steps.now() - began) / 100) / 10;
  return {
    verdict: unwell === undefined ? 'restarted' : 'unwell',
    ...found,
    ...(why !== undefined && { why }),
    seconds,
  };
}

/** What it says once it is another boot, or in the end; undefined where it says nothing. */
async function back(
  steps: RebootSteps,
  { timeout, pause }: RebootOptions,
  before: Facts,
): Promise<Facts | undefined> {
  const giveUp = steps.now() + timeout;
  for (;;) {
    const facts = await steps.facts().catch(() => undefined);
    const isAnother = facts?.bootId !== undefined && facts.bootId !== before.bootId;
    // One that answers while it is starting is on no system yet.
    if (isAnother && facts.current !== undefined && facts.booted !== undefined) return facts;
    if (steps.now() >= giveUp) return facts;
    await steps.wait(pause);
  }
}

async function whyUnwell(
  steps: RebootSteps,
  { attempts, pause }: RebootOptions,
  before: Facts,
): Promise<string | undefined> {
  steps.tell('checking');
  let why: string | undefined;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    why = await steps.unwell(before).catch(reasonOf);
    if (why === undefined || attempt === attempts) return why;
    await steps.wait(pause);
  }
  return why;
}

const reasonOf = (error: unknown): string =>
  isNixaiError(error) && error.why !== undefined ? `${error.what}: ${error.why}` : messageOf(error);
