import type { HealthCheck, HealthThresholds } from '@nixai/api';
import { bytes } from '../machine/fields.js';
import type { HealthSettings } from '../settings.js';
import { limitsOf, usualDeadline } from './run.js';

const grades = ['minor', 'major', 'critical'] as const;

/** A check for people: its bounds as the configuration has them. */
export function explained(check: HealthCheck, settings: Pick<HealthSettings, 'thresholds'>) {
  const { id, title, about, needs = [], deadline = usualDeadline, thresholds, levels } = check;
  const limits = limitsOf(check, settings);
  const words = grades.flatMap((level) => {
    const text =
      levels?.[level] ?? (thresholds === undefined ? undefined : boundText(limits, level));
    return text === undefined ? [] : [[level, text] as const];
  });
  return {
    id,
    title,
    about,
    levels: Object.fromEntries(words),
    ...(thresholds !== undefined && { bounds: { ...limits, below: limits.below === true } }),
    needs: [...needs],
    deadline,
  };
}

function boundText(limits: HealthThresholds, level: (typeof grades)[number]): string | undefined {
  const bound = limits[level];
  if (bound === undefined) return undefined;
  const { unit, of, below } = limits;
  const value = unit === 'bytes' ? bytes(bound) : unit === '' ? String(bound) : `${bound} ${unit}`;
  return below === true ? `${of}: less than ${value}` : `${of}: ${value} or more`;
}
