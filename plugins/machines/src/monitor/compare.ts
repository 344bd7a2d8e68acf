import {
  monitoredSeverities,
  type Look,
  type MonitoredSeverity,
  type Observed,
} from './observed.js';

/** What is known of a finding from one run to the next. */
export interface KnownFinding extends Observed {
  /** ISO 8601. */
  readonly since: string;
  /** In how many runs in a row it was not there any more. */
  readonly gone: number;
}

/** What a monitor remembers. */
export interface Memory {
  readonly findings: readonly KnownFinding[];
  /** Machines that cannot be looked at, and since when. */
  readonly unseen: Readonly<Record<string, string>>;
}

export const nothingKnown: Memory = { findings: [], unseen: {} };

/** What is another than in the run before. */
export interface Change {
  readonly kind: 'new' | 'worse' | 'changed' | 'cleared' | 'unreachable' | 'back';
  readonly machine: string;
  /** The finding; empty for a machine as a whole. */
  readonly id: string;
  readonly severity: MonitoredSeverity;
  readonly summary: string;
  readonly since?: string;
}

/** What is not there in one run alone may have been missed; so many in a row count. */
const runsUntilGone = 2;

/**
 * What a look changes of what is known, and what is to be told of that; each change is told once. Of a machine
 * that could not be looked at nothing is new and nothing is over.
 */
export function compareLook(
  before: Memory,
  look: Look,
  now: Date,
): { readonly after: Memory; readonly changes: readonly Change[] } {
  const date = now.toISOString();
  const seen = new Set(look.seen);
  const about = new Set([...look.seen, ...look.unseen.map(({ machine }) => machine)]);
  const known = new Map(before.findings.map((one) => [keyOf(one), one]));
  const changes: Change[] = [];
  const findings: KnownFinding[] = [];
  for (const one of look.observed) {
    const earlier = known.get(keyOf(one));
    known.delete(keyOf(one));
    findings.push({ ...one, since: earlier?.since ?? date, gone: 0 });
    const kind = earlier === undefined ? 'new' : kindOf(earlier, one);
    if (kind !== undefined) changes.push(changeOf(kind, one));
  }
  for (const one of known.values()) {
    // A machine that is not looked at any more is nobody's matter here.
    if (!about.has(one.machine)) continue;
    const gone = seen.has(one.machine) ? one.gone + 1 : one.gone;
    if (gone < runsUntilGone) findings.push({ ...one, gone });
    else changes.push({ ...changeOf('cleared', one), since: one.since });
  }
  const unseen: Record<string, string> = {};
  for (const { machine, why } of look.unseen) {
    unseen[machine] = before.unseen[machine] ?? date;
    if (before.unseen[machine] === undefined)
      changes.push({ kind: 'unreachable', machine, id: '', severity: 'high', summary: why });
  }
  for (const [machine, since] of Object.entries(before.unseen))
    if (seen.has(machine))
      changes.push({
        ...{ kind: 'back', machine, id: '', severity: 'high', since },
        summary: 'it can be looked at again',
      });
  return { after: { findings: findings.sort(inOrder), unseen }, changes: changes.sort(worstFirst) };
}

function kindOf(earlier: KnownFinding, now: Observed): 'worse' | 'changed' | undefined {
  const rank = ({ severity }: Observed): number => monitoredSeverities.indexOf(severity);
  if (rank(now) < rank(earlier)) return 'worse';
  return earlier.fingerprint === now.fingerprint ? undefined : 'changed';
}

const changeOf = (kind: Change['kind'], { machine, id, severity, summary }: Observed): Change => ({
  kind,
  machine,
  id,
  severity,
  summary,
});

const keyOf = ({ machine, id }: Observed): string => `${machine}\0${id}`;

const inOrder = (one: Observed, other: Observed): number => (keyOf(one) < keyOf(other) ? -1 : 1);

const worstFirst = (one: Change, other: Change): number =>
  monitoredSeverities.indexOf(one.severity) - monitoredSeverities.indexOf(other.severity) ||
  (`${one.machine}\0${one.id}\0${one.kind}` < `${other.machine}\0${other.id}\0${other.kind}`
    ? -1
    : 1);
