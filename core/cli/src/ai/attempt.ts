import { setTimeout as pause } from 'node:timers/promises';
import {
  isNixaiError,
  messageOf,
  type AIProvider,
  type ChatEvent,
  type ChatRequest,
  type ModelAnswer,
} from '@nixai/api';
import { withDeadline } from './deadline.js';
import { brokenAnswer, tooSlow, type ProviderFailure } from './failure.js';

/** What of an answer one provider gives. */
export type Attempt = Pick<ModelAnswer, 'text' | 'complete' | 'usage' | 'timings'> & {
  /** Why it is not complete. */
  readonly broke?: string;
};

const retries = 2;
/** A provider that wants a longer pause than this is not waited for. */
const longestPause = 30_000;

/**
 * Asks one provider, again after a pause where it says that this can help: never once text came.
 * Text that came before a failure is kept, and the answer marked as incomplete.
 */
export async function attempt(
  provider: AIProvider,
  request: ChatRequest,
  { seconds, signal, onEvent }: AttemptOptions,
): Promise<Attempt> {
  const deadline = withDeadline(signal, seconds);
  for (let tries = 0; ; tries++) {
    try {
      return await once(provider, request, deadline.signal, onEvent);
    } catch (error) {
      if (deadline.expired()) throw tooSlow(provider.name, seconds);
      signal.throwIfAborted();
      const wait = (error as Partial<ProviderFailure>).retryAfter;
      if (wait === undefined || wait > longestPause || tries === retries) throw error;
      await pause(wait, undefined, { signal: deadline.signal }).catch(() => {});
    }
  }
}

export interface AttemptOptions {
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: ChatEvent) => void;
}

async function once(
  provider: AIProvider,
  request: ChatRequest,
  signal: AbortSignal,
  onEvent: AttemptOptions['onEvent'],
): Promise<Attempt> {
  const started = performance.now();
  let firstText: number | undefined;
  let text = '';
  let done: Extract<ChatEvent, { type: 'done' }> | undefined;
  let broke: string | undefined;
  try {
    for await (const event of provider.chat(request, signal)) {
      if (event.type === 'text') {
        firstText ??= performance.now() - started;
        text += event.text;
      } else if (event.type === 'done') done = event;
      onEvent?.(event);
    }
  } catch (error) {
    if (text === '') throw isNixaiError(error) ? error : brokenAnswer(provider.name, error);
    broke = messageOf(error);
  }
  // A stream that ends without a word is a failure, not an empty answer.
  if (text === '') throw brokenAnswer(provider.name, new Error('the answer is empty'));
  return {
    text,
    complete: broke === undefined && done?.reason === 'stop',
    usage: done?.usage,
    timings: { firstText, total: performance.now() - started },
    broke,
  };
}
