import type { ExitCode, HealthStatus } from '@nixai/api';
import type { HealthReport } from '../results/report.js';

type Judged = Pick<HealthReport, 'status' | 'counts' | 'shown'>;

const codes: Readonly<Record<HealthStatus, ExitCode>> = {
  ok: 0,
  skipped: 0,
  unknown: 1,
  minor: 1,
  major: 2,
  critical: 3,
};

/** The codes of Nagios' plugins; others than those of `nixai health`. */
const nagiosCodes = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 } as const;

/** What Nagios calls it. */
export function nagiosState({ status, counts, shown }: Judged): keyof typeof nagiosCodes {
  if (status === 'major' || status === 'critical') return 'CRITICAL';
  if (status === 'minor') return 'WARNING';
  return status === 'unknown' || (shown.strict && counts.unknown > 0) ? 'UNKNOWN' : 'OK';
}

/** What `nixai health` ends with. */
export function exitOf(report: Judged): ExitCode {
  const { status, counts, shown } = report;
  if (shown.format === 'nagios') return nagiosCodes[nagiosState(report)];
  const code = codes[status];
  return code === 0 && shown.strict && counts.unknown > 0 ? 1 : code;
}

/** What it ends with where it could not look: 1 and 2 would be issues, and Nagios knows 3 for it. */
export const exitOfFailure = (argv: readonly string[]): number => (asksNagios(argv) ? 3 : 64);

const asksNagios = (argv: readonly string[]): boolean =>
  argv.includes('--nagios-format') ||
  argv.includes('--format=nagios') ||
  argv[argv.indexOf('--format') + 1] === 'nagios';
