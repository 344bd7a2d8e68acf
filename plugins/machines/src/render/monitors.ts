import type { View } from '@nixai/api';
import type { KnownMonitor, OddMonitor } from '../monitor/known.js';

const timers: Readonly<Record<KnownMonitor['timer'], string>> = {
  active: 'active',
  inactive: 'not started',
  absent: 'not here',
  unknown: 'not known',
};

const whenOf = (ran: string | undefined): string => ran?.slice(0, 16).replace('T', ' ') ?? 'never';

/** Every monitor, a line each. */
export function renderMonitors(
  {
    monitors,
    odd,
  }: { readonly monitors: readonly KnownMonitor[]; readonly odd: readonly OddMonitor[] },
  view: View,
): string {
  const { style } = view;
  const bad = odd.map(({ why }) => style.bad(why));
  if (monitors.length === 0)
    return [
      ...bad,
      `No monitor was written here: ${style.code('nixai machines monitor --dry-run')}`,
    ].join('\n');
  const table = view.table(
    [
      { title: 'Monitor' },
      { title: 'Check' },
      { title: 'Machines', flexible: true },
      { title: 'Timer' },
      { title: 'Last look' },
      { title: 'Found', align: 'right' },
    ],
    monitors.map(({ name, check, machines, timer, ran, findings, unseen }) => [
      name,
      check,
      machines.join(' ') || 'all',
      timer === 'active' ? style.good(timers[timer]) : style.warn(timers[timer]),
      whenOf(ran),
      `${findings.length}${unseen.length === 0 ? '' : ` + ${unseen.length} gone`}`,
    ]),
  );
  return [table, ...bad].join('\n');
}

/** One monitor, with what it found. */
export function renderMonitor(monitor: KnownMonitor, view: View): string {
  const { name, check, machines, severity, ways, ran, timer, next, findings, unseen, untold } =
    monitor;
  const { style } = view;
  const pairs = view.pairs([
    ['check', check],
    ['machines', machines.join(' ') || 'all'],
    ['tells of', `${severity} and above, by ${ways.join(', ') || 'nobody’s way'}`],
    ['timer', next === undefined ? timers[timer] : `${timers[timer]}, next ${next}`],
    ['last look', whenOf(ran)],
    ...(untold > 0 ? [['to be told', `${untold} in the next run`] as const] : []),
  ]);
  const lines = [
    ...findings.map(
      ({ severity: grave, machine, id, summary, since }) =>
        `  ${grave.padEnd(8)} ${machine}  ${id}: ${summary} ${style.dim(`(since ${since.slice(0, 10)})`)}`,
    ),
    ...unseen.map(({ machine, since }) =>
      style.bad(`  ${machine} cannot be looked at since ${whenOf(since)}`),
    ),
  ];
  const found =
    ran === undefined && lines.length === 0
      ? []
      : lines.length === 0
        ? [style.good('It found nothing.')]
        : ['It found:', ...lines];
  return [style.heading(name), pairs, ...found].join('\n');
}
