import type { Snapshot } from '../engines/engine.js';

/** How many backups of each kind stay: the newest of so many days, weeks, months, years. */
export interface KeepPolicy {
  readonly last?: number;
  readonly daily?: number;
  readonly weekly?: number;
  readonly monthly?: number;
  readonly yearly?: number;
}

const day = 86_400_000;

/** The period that a time is in, all in UTC; a week begins on Monday. */
const periods: Readonly<Record<keyof KeepPolicy, (made: Date, id: string) => string>> = {
  last: (_made, id) => id,
  daily: (made) => made.toISOString().slice(0, 10),
  // 1 January 1970 was a Thursday.
  weekly: (made) => String(Math.floor((made.getTime() / day + 3) / 7)),
  monthly: (made) => made.toISOString().slice(0, 7),
  yearly: (made) => made.toISOString().slice(0, 4),
};

/**
 * Which backups may go: of each machine those that no rule keeps.
 * @param never ids that stay whatever the rules say.
 */
export function toForget(
  snapshots: readonly Snapshot[],
  policy: KeepPolicy,
  never: ReadonlySet<string>,
): readonly Snapshot[] {
  const kept = new Set(never);
  for (const host of new Set(snapshots.map((one) => one.host))) {
    const newestFirst = snapshots.filter((one) => one.host === host).reverse();
    for (const rule of Object.keys(periods) as (keyof KeepPolicy)[]) {
      const seen = new Set<string>();
      for (const { id, made } of newestFirst) {
        // One whose time cannot be read is nobody's to throw away.
        const at = new Date(made);
        if (Number.isNaN(at.getTime())) kept.add(id);
        else if (seen.size < (policy[rule] ?? 0)) {
          const period = periods[rule](at, id);
          if (!seen.has(period)) kept.add(id);
          seen.add(period);
        }
      }
    }
  }
  return snapshots.filter(({ id }) => !kept.has(id));
}
