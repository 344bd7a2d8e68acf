import { isNixaiError, messageOf, type ChatEvent, type TokenUsage } from '@nixai/api';
import type { Endpoint } from '../endpoint.js';
import { brokenOff, emptyAnswer, filtered } from '../failure/failures.js';
import type { Exchange } from '../wire/exchange.js';

type Reason = Extract<ChatEvent, { type: 'done' }>['reason'];

/** What one message of a stream says. */
export interface Said {
  readonly text?: string | null;
  readonly reasoning?: string | null;
  readonly reason?: Reason;
  readonly usage?: TokenUsage;
}

const whyEmpty: Readonly<Record<Reason, string>> = {
  stop: 'it ended without a word',
  length: 'its tokens were used up before the first word',
  filtered: 'its filter held the answer back',
  interrupted: 'it ended without a word',
};

/**
 * One answer of an SDK as events: `call` makes the request, `read` translates each message.
 * @throws NixaiError with the codes of `AIProvider`; also where an SDK ends quietly after a failure.
 */
export async function* converse<M>(
  endpoint: Endpoint,
  exchange: Exchange,
  call: () => Promise<AsyncIterable<M>>,
  read: (message: M) => Said,
): AsyncGenerator<ChatEvent, void> {
  let reason: Reason | undefined;
  let usage: TokenUsage | undefined;
  let spoke = false;
  try {
    for await (const message of await call()) {
      const said = read(message);
      if (said.reasoning) yield { type: 'reasoning', text: said.reasoning };
      if (said.text) {
        spoke = true;
        yield { type: 'text', text: said.text };
      }
      reason = said.reason ?? reason;
      usage = said.usage ?? usage;
    }
  } catch (error) {
    if (isNixaiError(error) || exchange.failure() !== undefined) throw exchange.failure() ?? error;
    // Ollama's SDK throws where a stream ends without `done`: what came is kept.
    if (!spoke) throw brokenOff(endpoint, messageOf(error), error);
  } finally {
    exchange.close();
  }
  const failure = exchange.failure();
  if (failure !== undefined) throw failure;
  if (!spoke && reason === 'filtered') throw filtered(endpoint, whyEmpty.filtered);
  if (!spoke) throw emptyAnswer(endpoint, whyEmpty[reason ?? 'stop']);
  yield { type: 'done', reason: reason ?? 'interrupted', usage };
}
