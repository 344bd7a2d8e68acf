import type { View } from '@nixai/api';
import type { Monitored, Ran } from '../monitor/result.js';

/** What was written, and what has it run. */
export function renderMonitored(
  { monitor, files, units, when, written, dryRun, start, format }: Monitored,
  view: View,
): string {
  const { style } = view;
  if (dryRun)
    return [
      ...units.map(({ file, text }) => `${style.dim(`# ${file}`)}\n${text}`),
      `Nothing was written (--dry-run). It would run: ${when}`,
    ].join('\n');
  if (!written) return 'Nothing was written.';
  return [
    `Wrote the monitor ${style.bold(monitor)} (${when}):`,
    ...files.map((file) => `  ${file}`),
    '',
    format === 'nixos'
      ? 'It runs once your configuration has it:'
      : 'Nothing runs yet. To have it run:',
    ...start.map((line) => `  ${style.code(line)}`),
    '',
    `To look now: ${style.code(`nixai machines monitor run ${monitor}`)}`,
  ].join('\n');
}

/** What is another than in the run before, and who was told. */
export function renderRan(
  { monitor, changes, open, unseen, ways, told, untold, dryRun, test = false }: Ran,
  { style }: View,
): string {
  const count = `${open} ${open === 1 ? 'finding' : 'findings'} by now`;
  const quiet = test ? `${monitor}: a test, nobody looked` : `${monitor}: nothing is new, ${count}`;
  return [
    ...(changes.length === 0
      ? [!test && unseen.length === 0 && open === 0 ? style.good(quiet) : quiet]
      : [
          `${style.heading(monitor)}: ${changes.length} new since the last run, ${count}`,
          ...changes.map(({ kind, severity, machine, id, summary }) => {
            const colour = severity === 'critical' || severity === 'high' ? style.bad : style.warn;
            const what = id === '' ? summary : `${id}: ${summary}`;
            return `  ${kind.padEnd(11)} ${colour(severity.padEnd(8))} ${machine}  ${what}`;
          }),
        ]),
    ...told.map(({ way, fault }) =>
      fault === undefined ? style.dim(`told by ${way}`) : style.bad(`not told by ${way}: ${fault}`),
    ),
    ...(dryRun && untold > 0 ? [style.dim(`would be told by ${ways.join(', ')}`)] : []),
    ...(test && ways.length === 0 ? [style.warn('it has no way to tell anybody')] : []),
    ...(!dryRun && !test && untold > 0 ? [style.warn(`${untold} to be told in the next run`)] : []),
  ].join('\n');
}
