import type { HealthReading, HealthStatus } from '@nixai/api';
import type { KnownMonitor } from '../../monitor/known.js';
import type { MonitoredSeverity } from '../../monitor/observed.js';

export type DriftMonitor = Pick<KnownMonitor, 'name' | 'check' | 'ran' | 'findings' | 'unseen'>;

/** Days after which a look says nothing of today. */
const stale = 8;
const day = 24 * 60 * 60 * 1000;

const weights: Readonly<Record<MonitoredSeverity, HealthStatus>> = {
  critical: 'critical',
  high: 'major',
  medium: 'minor',
  low: 'minor',
};
const order: readonly HealthStatus[] = ['minor', 'major', 'critical'];

/** What the monitors of drift found when they last looked, by machine; nobody is asked again. */
export function driftOf(monitors: readonly DriftMonitor[], now: Date): HealthReading[] {
  const own = monitors.filter(({ check }) => check === 'drift');
  const told = own.flatMap((monitor) => readingsOf(monitor, now));
  if (told.length > 0 || own.length === 0) return told;
  return [{ status: 'ok', summary: 'no machine differs from what it was deployed as' }];
}

function readingsOf({ name, ran, findings, unseen }: DriftMonitor, now: Date): HealthReading[] {
  const days = ran === undefined ? undefined : Math.floor((now.getTime() - Date.parse(ran)) / day);
  const fix = {
    title: 'Have it look now',
    ...{ code: `nixai machines monitor run ${name}`, language: 'sh' as const },
  };
  if (days === undefined || !(days < stale))
    return [
      {
        ...{ status: 'unknown', target: name, fix },
        summary:
          days === undefined || Number.isNaN(days)
            ? 'the monitor has not looked yet'
            : `the monitor last looked ${days} days ago`,
      },
    ];
  const machines = [...new Set(findings.map(({ machine }) => machine))];
  return [
    ...machines.map((machine) =>
      readingOf(
        machine,
        findings.filter((one) => one.machine === machine),
      ),
    ),
    ...unseen.map(({ machine, since }): HealthReading => ({
      ...{ status: 'unknown', target: machine },
      summary: `it could not be looked at since ${since.slice(0, 10)}`,
    })),
  ];
}

function readingOf(machine: string, all: DriftMonitor['findings']): HealthReading {
  const count = all.length === 1 ? 'one thing is' : `${all.length} things are`;
  return {
    ...{ status: worstOf(all), target: machine, value: all.length, unit: '' },
    summary: `${count} not as deployed: ${all[0]?.summary ?? ''}`,
    evidence: all.map(
      ({ severity, summary, since }) => `${severity}: ${summary} (since ${since.slice(0, 10)})`,
    ),
    fix: {
      title: 'See all of it, and what takes it back',
      ...{ code: `nixai machines drift-fix ${machine} --dry-run`, language: 'sh' },
    },
  };
}

const worstOf = (findings: DriftMonitor['findings']): HealthStatus =>
  findings
    .map(({ severity }) => weights[severity])
    .reduce((worst, one) => (order.indexOf(one) > order.indexOf(worst) ? one : worst), 'minor');
