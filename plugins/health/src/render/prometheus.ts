import type { HealthStatus } from '@nixai/api';
import type { HealthReport, HealthResult } from '../results/report.js';

/** As the exit codes of `nixai health`; what could not be told is no figure. */
const figures: Partial<Readonly<Record<HealthStatus, number>>> = {
  ok: 0,
  minor: 1,
  major: 2,
  critical: 3,
};

/** For the textfile collector of node_exporter: no timestamps, each metric in one block. */
export function renderPrometheus({ date, results, counts, milliseconds }: HealthReport): string {
  const judged = results.filter(({ status }) => figures[status] !== undefined);
  const measured = results.filter(({ value }) => value !== undefined);
  const blocks = [
    metric(
      'nixai_health_check',
      'What a check found: 0 ok, 1 minor, 2 major, 3 critical.',
      merged(judged, ({ status }) => figures[status] ?? 0),
    ),
    metric(
      'nixai_health_value',
      'What a check measured, in the unit of the label.',
      merged(measured, ({ value }) => value ?? 0, true),
    ),
    metric('nixai_health_unknown_checks', 'How many things could not be told.', [
      ['', counts.unknown],
    ]),
    metric('nixai_health_last_run_timestamp_seconds', 'When this was looked at.', [
      ['', Math.floor(Date.parse(date) / 1000)],
    ]),
    metric('nixai_health_duration_seconds', 'How long looking took.', [['', milliseconds / 1000]]),
  ];
  return `${blocks.filter((block) => block !== '').join('\n')}\n`;
}

type Sample = readonly [labels: string, value: number];

/** A series is named once: where a check has several of one target, the worst counts. */
function merged(
  results: readonly HealthResult[],
  of: (result: HealthResult) => number,
  unit = false,
): readonly Sample[] {
  const samples = new Map<string, number>();
  for (const result of results) {
    const labels = labelsOf(result, unit);
    samples.set(labels, Math.max(samples.get(labels) ?? -Infinity, of(result)));
  }
  return [...samples];
}

function labelsOf({ check, target, unit }: HealthResult, withUnit: boolean): string {
  const labels = [
    ['check', check],
    ...(target === undefined ? [] : [['target', target]]),
    ...(withUnit ? [['unit', unit ?? '']] : []),
  ];
  return `{${labels.map(([name, value = '']) => `${name}="${escaped(value)}"`).join(',')}}`;
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

function metric(name: string, help: string, samples: readonly Sample[]): string {
  if (samples.length === 0) return '';
  const lines = samples.map(([labels, value]) => `${name}${labels} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines].join('\n');
}
