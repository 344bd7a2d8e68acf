import type { HealthStatus } from '@nixai/api';
import type { HealthReport, HealthResult } from '../results/report.js';

const rank: Readonly<Record<HealthStatus, number>> = {
  skipped: 0,
  ok: 1,
  unknown: 1,
  minor: 2,
  major: 3,
  critical: 4,
};

/** Results that count: not those that were so when the baseline was saved. */
const counted = (results: readonly HealthResult[]): readonly HealthResult[] =>
  results.filter(({ known }) => known !== true);

/** The worst that is known; unknown where nothing at all could be told. */
export function worstOf(results: readonly HealthResult[]): HealthStatus {
  const found = counted(results).map(({ status }) => status);
  const worst = found.reduce<HealthStatus>(
    (before, status) => (rank[status] > rank[before] ? status : before),
    'skipped',
  );
  if (worst === 'unknown' || worst === 'ok')
    return found.includes('ok') || results.some(({ known }) => known) ? 'ok' : 'unknown';
  return worst;
}

export function countsOf(results: readonly HealthResult[]): HealthReport['counts'] {
  const counts = { ok: 0, minor: 0, major: 0, critical: 0, unknown: 0, skipped: 0 };
  for (const { status, known } of results) counts[known === true ? 'ok' : status] += 1;
  return counts;
}

export const isTrouble = (status: HealthStatus): boolean => rank[status] >= rank.minor;

/** The worst first. */
export const byWeight = (one: HealthResult, other: HealthResult): number =>
  rank[other.status] - rank[one.status];
