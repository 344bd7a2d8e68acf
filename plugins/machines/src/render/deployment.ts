import type { View } from '@nixai/api';
import { shortPath } from '../deploy/deploy.js';
import type { Deployment, HostRecord } from '../deploy/record.js';

const words: Readonly<Record<HostRecord['verdict'], string>> = {
  new: 'new system',
  old: 'went back to the old system',
  unchanged: 'not touched',
  neither: 'LOOK AT IT: neither the old nor the new system',
  unknown: 'LOOK AT IT: it cannot be reached',
  left: 'left alone',
  reverted: 'taken back to the old system',
  unfinished: 'not learnt',
};

/** What became of each machine. */
export function renderDeployment({ id, machines, state }: Deployment, view: View): string {
  const { style } = view;
  const width = Math.max(...machines.map(({ name }) => name.length));
  const lines = machines.flatMap(
    ({ name, verdict, already, why, phase, failures = [], log, seconds }) => {
      const colour = verdict === 'new' ? style.good : verdict === 'left' ? style.dim : style.bad;
      const what = verdict === 'new' && already ? 'had it already' : words[verdict];
      const took = seconds === undefined || already ? '' : style.dim(` ${seconds} s`);
      const units = failures.flatMap(({ unit, lines: last }) => [
        `${unit}:`,
        ...last.map((line) => `  ${line}`),
      ]);
      // The activation's own last lines have nothing more of them.
      const shown = verdict === 'new' ? [] : units.length > 0 ? units : log.slice(-6);
      return [
        `${name.padEnd(width)}  ${colour(what)}${took}`,
        ...(why === undefined
          ? []
          : [view.wrap(`${phase === undefined || phase === 'done' ? '' : `${phase}: `}${why}`, 2)]),
        ...shown.map((line) => style.dim(`    ${line}`)),
      ];
    },
  );
  const done = machines.filter(({ verdict }) => verdict === 'new').length;
  const end = `${done} of ${machines.length} on the new system; deployment ${id}`;
  const next =
    state === 'done'
      ? `To go back: nixai machines rollback ${machines.map(({ name }) => name).join(' ')}`
      : '';
  return [...lines, '', end, ...(next === '' ? [] : [next])].join('\n');
}

/** Deployments in a list. */
export function renderHistory(deployments: readonly Deployment[], view: View): string {
  if (deployments.length === 0) return 'Nothing was deployed from here yet.';
  return view.table(
    [
      { title: 'when' },
      { title: 'who' },
      { title: 'what' },
      { title: 'result' },
      { title: 'machines', flexible: true },
    ],
    deployments.map(({ date, by, about, state, machines }) => [
      date.slice(0, 16).replace('T', ' '),
      by,
      about.replace(/^machines /, ''),
      state,
      machines.map(({ name, verdict, to }) => `${name} ${verdict} ${shortPath(to)}`).join(', '),
    ]),
  );
}
