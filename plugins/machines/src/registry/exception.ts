/** A finding that somebody has agreed to, until a day. */
export interface Exception {
  readonly machine: string;
  /** The id of the finding: its kind, a colon, and what it is about. */
  readonly finding: string;
  readonly reason: string;
  /** The last day on which it counts: `2026-12-31`. */
  readonly until: string;
  readonly approvedBy: string;
}

/** Keys of the file, each with its property. */
export const exceptionKeys = {
  machine: 'machine',
  finding: 'finding',
  reason: 'reason',
  until: 'until',
  'approved-by': 'approvedBy',
} as const satisfies Readonly<Record<string, keyof Exception>>;

/** Whether a text is a day that there is. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  new Date(`${text}T00:00:00Z`).toString() !== 'Invalid Date' &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** Whether it counts no more: the day after its last one has begun (UTC). */
export const isOver = ({ until }: Exception, now: Date): boolean =>
  now.toISOString().slice(0, 10) > until;
