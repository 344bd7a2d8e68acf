import type { KindName } from './kinds.js';

/** One thing that is not as it is declared. */
export interface Drift {
  readonly kind: KindName;
  /** What it is about: a path, a unit, a user. It and the kind are the id. */
  readonly subject: string;
  readonly summary: string;
  /** Lines that show it, as they were read. */
  readonly evidence: readonly string[];
}

/** Stays the same as long as it is the same thing: an exception names it. */
export const idOf = ({ kind, subject }: Pick<Drift, 'kind' | 'subject'>): string =>
  `${kind}:${subject}`;

export function drift(
  kind: KindName,
  subject: string,
  summary: string,
  evidence: readonly string[] = [],
): Drift {
  return { kind, subject, summary, evidence };
}

/** A question that could not be answered, and why. */
export interface NotTold {
  readonly what: string;
  readonly why: string;
}

/** What one look at a machine came to. */
export interface Judged {
  readonly found: readonly Drift[];
  readonly notTold: readonly NotTold[];
}
