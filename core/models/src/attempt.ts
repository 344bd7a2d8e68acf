import { setTimeout as sleep } from 'node:timers/promises';
import {
  ExitCode,
  NixaiError,
  isNixaiError,
  messageOf,
  type AIProvider,
  type ChatEvent,
  type ChatRequest,
  type Log,
  type ModelAnswer,
} from '@nixai/api';
import { interrupted, withoutRetries } from '@nixai/safety';
import { startDeadline, type Deadline } from './deadline.js';
import { duration } from './failure/duration.js';
import { tooSlow } from './failure/failures.js';

/** What of an answer one provider gives. */
export type Attempt = Pick<ModelAnswer, 'text' | 'complete' | 'problem' | 'usage' | 'timings'>;

export interface AttemptOptions {
  /** For all tries together. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly log: Pick<Log, 'info'>;
  readonly onEvent?: (event: ChatEvent) => void;
  /** Waits so many milliseconds. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

const retries = 2;
const firstPause = 500;
/** A provider that wants a longer pause than this is not waited for. */
const longestPause = 60_000;
/** A pause that a person would notice. */
const longPause = 2000;

/** What a model may say and think in all, in characters: several books. Who says more never ends. */
const mostText = 1 << 20;
const mostSaid = 4 << 20;

const realPause = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
  sleep(milliseconds, undefined, { signal });

/**
 * Asks one provider, again after a pause where its failure says that this can help; never once there
 * was output. Text that came before a failure is kept, and the answer marked as incomplete.
 */
export async function attempt(
  provider: AIProvider,
  request: ChatRequest,
  { seconds, signal, log, onEvent, pause = realPause }: AttemptOptions,
): Promise<Attempt> {
  const late = () => tooSlow(provider.name, 'did not finish', seconds * 1000);
  const deadline = startDeadline(signal, seconds * 1000, late);
  try {
    for (let tries = 0; ; tries++) {
      const outcome = await once(provider, request, deadline.signal, onEvent);
      if (signal.aborted) throw interrupted(signal.reason);
      if ('text' in outcome) return outcome;
      if (deadline.signal.aborted) throw deadline.signal.reason;
      const wait = outcome.spoke ? undefined : pauseBefore(outcome.error, tries, deadline);
      if (wait === undefined) throw outcome.error;
      if (wait >= longPause)
        log.info(`${messageOf(outcome.error)}; asking again in ${duration(wait)}`);
      // Cut short by the deadline or by Ctrl-C: the next try says which.
      await pause(wait, deadline.signal).catch(() => {});
    }
  } finally {
    deadline.end();
  }
}

/** Milliseconds until it makes sense to ask again; undefined if it never does. */
function pauseBefore(error: unknown, tries: number, deadline: Deadline): number | undefined {
  const asked = isNixaiError(error) ? error.retryAfter : undefined;
  if (asked === undefined || asked > longestPause || tries === retries) return undefined;
  const usual = firstPause * 2 ** tries * (0.75 + Math.random() / 2);
  const wait = asked === 0 ? usual : asked;
  return wait < deadline.left() ? wait : undefined;
}

/**
 * The events, with each request of the provider sent once: it is asked again here, and a provider
 * whose HTTP requests are repeated as well would be asked nine times.
 */
async function* askedOnce(events: AsyncIterable<ChatEvent>): AsyncGenerator<ChatEvent> {
  const iterator = events[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await withoutRetries(() => iterator.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** An answer, or why there is none; `spoke` if the model had begun, if only to think. */
async function once(
  provider: AIProvider,
  request: ChatRequest,
  signal: AbortSignal,
  onEvent: AttemptOptions['onEvent'],
): Promise<Attempt | { readonly error: unknown; readonly spoke: boolean }> {
  const started = performance.now();
  const since = () => performance.now() - started;
  let text = '';
  let spoke = false;
  let firstText: number | undefined;
  let done: Extract<ChatEvent, { type: 'done' }> | undefined;
  let problem: string | undefined;
  let said = 0;
  try {
    signal.throwIfAborted();
    for await (const event of askedOnce(provider.chat(request, signal))) {
      spoke = true;
      if (event.type !== 'done') said += event.text.length;
      if (event.type === 'text') {
        firstText ??= since();
        text += event.text;
      } else if (event.type === 'done') done = event;
      onEvent?.(event);
      if (text.length > mostText) throw endless(provider.name, mostText);
      if (said > mostSaid) throw endless(provider.name, mostSaid);
    }
  } catch (error) {
    if (text === '') return { error, spoke };
    problem = messageOf(error);
  }
  problem ??= problems[done?.reason ?? 'interrupted'];
  const timings = { firstText, total: since() };
  return { text, complete: problem === undefined, problem, usage: done?.usage, timings };
}

/** A model that goes on and on would fill the memory. */
function endless(provider: string, most: number): NixaiError {
  return new NixaiError({
    code: 'provider-failed',
    what: `the answer of ${provider} was cut off`,
    why: `it did not come to an end within ${most / 2 ** 20} million letters`,
    hint: 'nixai ask --no-ai "…" answers without a model',
    exitCode: ExitCode.providerUnavailable,
  });
}

const problems = {
  stop: undefined,
  length: 'it reached the most that the model may say',
  filtered: "the provider's filter cut it off",
  interrupted: 'it broke off without an end',
} as const;
