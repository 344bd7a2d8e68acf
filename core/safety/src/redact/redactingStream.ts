import type { Span } from './span.js';

/**
 * What follows can still change how a text is read, so far back: a private key may be 32 KiB long,
 * and no finder looks further.
 */
const reach = 40 * 1024;
/** A stretch without a safe place to cut is not held for longer: it is no secret of a known form. */
const longestHeld = 1024 * 1024;

/** Takes secrets out of a stream. What it gives is late by the reach of the finders. */
export function createRedactingStream(
  secretsIn: (text: string) => readonly Span[],
  replace: (text: string, spans: readonly Span[]) => string,
): { push(chunk: string): string; end(): string } {
  /** Handed out already, kept because a secret may be known by what stands before it. */
  let before = '';
  let held = '';

  /** Hands out what is held up to a place that lies in no secret and is `keep` from the end. */
  function handOut(keep: number): string {
    const text = before + held;
    const spans = secretsIn(text).filter(({ end }) => end > before.length);
    const cut = keep === 0 ? text.length : cutBefore(text.length - keep, spans);
    if (cut <= before.length) return '';
    const own = spans
      .filter(({ start }) => start < cut)
      .map(({ start, end, kind }) => ({
        start: Math.max(start - before.length, 0),
        end: end - before.length,
        kind,
      }));
    const output = replace(text.slice(before.length, cut), own);
    held = text.slice(cut);
    before = text.slice(Math.max(0, cut - reach), cut);
    return output;
  }

  return {
    push(chunk) {
      held += chunk;
      if (held.length < 2 * reach) return '';
      const output = handOut(reach);
      return output === '' && held.length > longestHeld ? handOut(0) : output;
    },
    end() {
      const output = handOut(0);
      before = '';
      return output;
    },
  };
}

/** The last place up to `limit` that is inside of no span. */
function cutBefore(limit: number, spans: readonly Span[]): number {
  const crossed = spans.find(({ start, end }) => start < limit && end > limit);
  return crossed?.start ?? limit;
}
