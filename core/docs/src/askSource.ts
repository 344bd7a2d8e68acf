import {
  messageOf,
  type DocQuery,
  type DocSource,
  type Passage,
  type SourceReport,
} from '@nixai/api';

export interface SourceAnswer {
  readonly passages: readonly Passage[];
  readonly report: SourceReport;
}

/**
 * Asks one source, for at most `deadline` milliseconds; without one, for as long as it takes. Never
 * throws: a failure is a report.
 */
export async function askSource(
  source: DocSource,
  query: DocQuery,
  deadline: number | undefined,
  signal?: AbortSignal,
): Promise<SourceAnswer> {
  const started = performance.now();
  const took = () => Math.round((performance.now() - started) * 10) / 10;
  const { ended, limit, release } = withDeadline(deadline, signal);
  try {
    const passages = await Promise.race([source.search(query, limit), ended]);
    if (passages === 'timed-out')
      return {
        passages: [],
        report: {
          source: source.name,
          outcome: 'timed-out',
          took: took(),
          detail: `no answer within ${deadline} ms`,
        },
      };
    return {
      passages: passages.map((passage) => authorised(passage, source)),
      report: { source: source.name, outcome: 'answered', took: took() },
    };
  } catch (error) {
    return {
      passages: [],
      report: { source: source.name, outcome: 'failed', took: took(), detail: messageOf(error) },
    };
  } finally {
    release();
  }
}

/** With the word that its source has; what a passage says of that itself does not count. */
function authorised(passage: Passage, { authority = 'community' }: DocSource): Passage {
  return { ...passage, authority };
}

/**
 * Ends after the deadline, or at once when the caller gives up. Keeps no process alive.
 * `release` is for when it is over: a signal that is listened to keeps all that its listeners know.
 */
function withDeadline(deadline: number | undefined, signal?: AbortSignal) {
  const timeout = deadline === undefined ? [] : [AbortSignal.timeout(deadline)];
  const limit = AbortSignal.any([...timeout, ...(signal === undefined ? [] : [signal])]);
  let onAbort = (): void => {};
  const ended = new Promise<'timed-out'>((resolve, reject) => {
    onAbort = () => {
      if (signal?.aborted === true) reject(new Error('interrupted'));
      else resolve('timed-out');
    };
  });
  limit.addEventListener('abort', onAbort, { once: true });
  return { ended, limit, release: () => limit.removeEventListener('abort', onAbort) };
}
