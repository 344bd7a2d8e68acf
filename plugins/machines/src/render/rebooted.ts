import type { View } from '@nixai/api';
import type { Rebooted } from '../reboot/result.js';

const words: Readonly<Record<Rebooted['verdict'], string>> = {
  restarted: 'restarted, and well',
  'wrong-system': 'LOOK AT IT: it restarted into another system',
  unwell: 'LOOK AT IT: it restarted, and is not well',
  'not-restarted': 'did not restart',
  unreachable: 'LOOK AT IT: it did not come back',
  unchanged: 'not touched',
  left: 'left alone',
};

/** What came of each machine. */
export function renderRebooted(
  {
    due,
    machines,
    dryRun,
  }: {
    readonly due: readonly string[];
    readonly machines?: readonly Rebooted[];
    readonly dryRun: boolean;
  },
  view: View,
): string {
  if (due.length === 0) return 'No machine has to restart, or none could be asked.';
  if (machines === undefined)
    return `${due.join(', ')} would restart.\nNothing was done${dryRun ? ' (--dry-run)' : ''}.`;
  const { style } = view;
  const width = Math.max(...machines.map(({ name }) => name.length));
  const lines = machines.flatMap(({ name, verdict, why, seconds }) => {
    const colour =
      verdict === 'restarted' ? style.good : verdict === 'left' ? style.dim : style.bad;
    const took = seconds === undefined ? '' : ` (${seconds} s)`;
    return [
      `${name.padEnd(width)}  ${colour(words[verdict])}${took}`,
      ...(why === undefined ? [] : [view.wrap(why, 4)]),
    ];
  });
  const done = machines.filter(({ verdict }) => verdict === 'restarted').length;
  return [...lines, `${done} of ${machines.length} restarted`].join('\n');
}
