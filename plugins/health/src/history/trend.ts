import type { HealthReport } from '../results/report.js';

/** What a check measured over the reports. */
export interface Trend {
  readonly check: string;
  readonly target?: string;
  readonly unit: string;
  readonly values: readonly (number | undefined)[];
}

/** What was measured in several reports and is not always the same. */
export function trendsOf(reports: readonly HealthReport[]): readonly Trend[] {
  const keys = new Map<string, { check: string; target?: string; unit: string }>();
  for (const { results } of reports)
    for (const { check, target, value, unit = '' } of results)
      if (value !== undefined)
        keys.set(`${check}\0${target ?? ''}`, {
          check,
          ...(target !== undefined && { target }),
          unit,
        });
  return [...keys.values()].flatMap((one) => {
    const values = reports.map(
      ({ results }) =>
        results.find(({ check, target }) => check === one.check && target === one.target)?.value,
    );
    const known = new Set(values.filter((value) => value !== undefined));
    return known.size > 1 ? [{ ...one, values }] : [];
  });
}
