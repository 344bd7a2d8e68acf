import type { View } from '@nixai/api';
import { sparkline } from '@nixai/machine/trend';
import type { MachinePerformance, Performance, PerformanceEvent } from '../performance/result.js';
import type { Series, Values } from '../performance/sample.js';

type Course = MachinePerformance['courses'][number];

/** More machines than these are a line each. */
const mostInFull = 3;

/** How each value went while machines were looked at. */
export function renderPerformance(performance: Performance, full: boolean, view: View): string {
  const { machines, interrupted, unanswered } = performance;
  const isShort = !full && machines.length > mostInFull;
  return [
    ...(isShort ? [overview(machines, view)] : machines.map((one) => machineText(one, view))),
    ...(isShort ? machines.flatMap((one) => attention(one, view)) : []),
    ...(unanswered ? [gaveUp(view)] : []),
    ...(interrupted ? [view.style.warn('Interrupted; what was measured until then is kept.')] : []),
  ].join(isShort ? '\n' : '\n\n');
}

const gaveUp = ({ style }: View): string =>
  [
    style.warn('Nobody answered in three looks: it ended before its time.'),
    `  → ${style.code('nixai machines status')} asks them all once more`,
  ].join('\n');

function machineText(machine: MachinePerformance, view: View): string {
  const { name, host, samples, courses, fullest } = machine;
  const { style } = view;
  const head = `${style.heading(name)} ${style.dim(`(${host})`)}: ${samples} ${samples === 1 ? 'sample' : 'samples'}`;
  const table = view.table(
    [
      { title: 'What' },
      { title: 'Lowest', align: 'right' },
      { title: 'Mean', align: 'right' },
      { title: 'Highest', align: 'right' },
      { title: 'Course' },
    ],
    courses.map((one) => [
      one.of === 'disk' && fullest !== undefined ? `disk ${fullest}` : titles[one.of],
      ...[one.low, one.mean, one.high].map((value) => amount(one.of, value)),
      drawn(one),
    ]),
  );
  return [head, ...(courses.length === 0 ? [] : [table]), ...attention(machine, view)].join('\n');
}

const courseOf = (courses: readonly Course[], name: Series): Course | undefined =>
  courses.find((one) => one.of === name);

/** The highest of each, a line a machine. */
function overview(machines: readonly MachinePerformance[], view: View): string {
  const shown = (['cpu', 'memory', 'disk', 'received', 'sent'] as const).filter((name) =>
    machines.some(({ courses }) => courseOf(courses, name) !== undefined),
  );
  const titled = { cpu: 'CPU', memory: 'Memory', disk: 'Disk', received: 'In', sent: 'Out' };
  return view.table(
    [
      { title: 'Machine' },
      { title: 'Samples', align: 'right' },
      ...shown.map((name) => ({ title: titled[name], align: 'right' as const })),
      ...(shown.includes('cpu') ? [{ title: 'CPU over time' }] : []),
    ],
    machines.map(({ name, samples, courses }) => {
      const cpu = courseOf(courses, 'cpu');
      return [
        ...[name, String(samples)],
        ...shown.map((one) => {
          const course = courseOf(courses, one);
          return course === undefined ? '' : amount(one, course.high);
        }),
        ...(shown.includes('cpu') ? [cpu === undefined ? '' : drawn(cpu).slice(-16)] : []),
      ];
    }),
  );
}

/** What somebody should look at, a line each. */
function attention(machine: MachinePerformance, { style }: View): readonly string[] {
  const { name, samples, missed, fault, killed = 0, over } = machine;
  return [
    ...over.map(({ threshold, samples: times, highest }) =>
      style.warn(
        `${name}: ${threshold} in ${times} of ${samples} samples, ${plain(highest)} at most`,
      ),
    ),
    ...(killed > 0 ? [style.bad(`${name}: the kernel killed ${killed} for memory meanwhile`)] : []),
    ...(fault === undefined
      ? []
      : [
          style.bad(
            `${name}: asked ${missed === 1 ? 'once' : `${missed} times`} in vain: ${fault.what}`,
          ),
          ...(fault.why === undefined ? [] : [`  ${fault.why}`]),
          ...(fault.hint === undefined ? [] : [`  → ${fault.hint}`]),
        ]),
  ];
}

const titles: Readonly<Record<Series, string>> = {
  cpu: 'cpu',
  load: 'load',
  memory: 'memory',
  swap: 'swap',
  disk: 'disk',
  read: 'disk reads',
  written: 'disk writes',
  received: 'network in',
  sent: 'network out',
};

const shares: readonly Series[] = ['cpu', 'memory', 'swap', 'disk'];

const drawn = ({ of, trend }: Course): string =>
  sparkline(
    trend.map((value) => value ?? undefined),
    shares.includes(of) ? [0, 100] : undefined,
  );

function amount(of: Series, value: number): string {
  if (shares.includes(of)) return `${Math.round(value * 10) / 10} %`;
  return of === 'load' ? String(value) : `${bytes(value)}/s`;
}

const plain = (value: number): string => (value >= 1e5 ? `${bytes(value)}/s` : String(value));

function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const at = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.max(1, value)) / 10)),
  );
  const shown = value / 1024 ** at;
  return `${shown >= 10 || at === 0 ? Math.round(shown) : shown.toFixed(1)} ${units[at]}`;
}

/** What a machine is at, in a line. */
export const valuesText = (values: Values): string =>
  (['cpu', 'memory', 'disk', 'received', 'sent'] as const)
    .flatMap((of) => {
      const value = values[of];
      return value === undefined ? [] : [`${titles[of]} ${amount(of, value)}`];
    })
    .join(', ');

/** An event that somebody wants to know at once, in a line; undefined for a sample. */
export function alertText({
  kind,
  machine,
  time,
  threshold = '',
  value = 0,
  why = '',
}: PerformanceEvent): string | undefined {
  const when = time.slice(11, 19);
  switch (kind) {
    case 'sample':
      return undefined;
    case 'over':
      return `${when} ${machine}: ${threshold}: ${plain(value)}`;
    case 'back':
      return `${when} ${machine}: no more ${threshold}: ${plain(value)}`;
    case 'lost':
      return `${when} ${machine}: ${why}`;
    case 'found':
      return `${when} ${machine}: it answers again`;
  }
}
