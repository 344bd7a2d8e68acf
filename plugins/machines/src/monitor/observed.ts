/** From what a person has to see today to what is good to know; what each check says is put into these. */
export const monitoredSeverities = ['critical', 'high', 'medium', 'low'] as const;
export type MonitoredSeverity = (typeof monitoredSeverities)[number];

/** Something that is not as it should be on a machine, now. */
export interface Observed {
  readonly machine: string;
  /** The same as long as it is the same thing. */
  readonly id: string;
  readonly severity: MonitoredSeverity;
  readonly summary: string;
  /** What makes it another case of the same thing: the hash of its evidence. */
  readonly fingerprint: string;
}

/** One look at machines. */
export interface Look {
  readonly observed: readonly Observed[];
  /** Machines that could be looked at. */
  readonly seen: readonly string[];
  /** Machines that could not, and why. */
  readonly unseen: readonly { readonly machine: string; readonly why: string }[];
}

export const isAtLeast = (severity: MonitoredSeverity, least: MonitoredSeverity): boolean =>
  monitoredSeverities.indexOf(severity) <= monitoredSeverities.indexOf(least);
