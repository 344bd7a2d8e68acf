import type { Look } from './observed.js';

/**
 * What is kept and sent is read by others: no secret, nothing that a terminal obeys, and one line each, so
 * that a machine cannot say something of another one in a mail.
 */
export function harmless(
  look: Look,
  {
    redact,
    clean,
  }: { redact(text: string): { readonly text: string }; clean(text: string): string },
): Look {
  const plain = (text: string): string => redact(clean(text).replace(/\s+/g, ' ')).text;
  return {
    ...look,
    observed: look.observed.map((one) => ({
      ...one,
      id: plain(one.id),
      summary: plain(one.summary),
    })),
    unseen: look.unseen.map(({ machine, why }) => ({ machine, why: plain(why) })),
  };
}
