import type { View } from '@nixai/api';
import type { Edited } from '../edits/result.js';

/** What was written into configurations' files, and what is for a person to write. */
export function renderEdited({ edits, files, left, written, dryRun }: Edited, view: View): string {
  const { style } = view;
  const machines = [...new Set(edits.map(({ machine }) => machine))];
  const made = `${edits.length} ${edits.length === 1 ? 'setting' : 'settings'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  const head = written
    ? style.good(`Wrote ${made}:`)
    : dryRun
      ? `Nothing was written (--dry-run). It would be ${made}:`
      : `Nothing was written. It would have been ${made}:`;
  return [
    ...(edits.length === 0
      ? ['Nothing can be written that mends it.']
      : [
          head,
          ...edits.map(
            ({ machine, id, option, value, also }) =>
              `  ${machine}  ${id}: ${style.code(`${option} = ${value};`)}${
                also.length === 0 ? '' : style.warn(` (also of ${also.join(', ')})`)
              }`,
          ),
        ]),
    ...(dryRun ? files.map(({ diff }) => diff.trimEnd()) : []),
    ...left.map(({ machine, id, why }) => style.warn(`  left: ${machine}  ${id}: ${why}`)),
    ...(left.some(({ named }) => named === true)
      ? [style.dim('What may surprise somebody is written where it is named.')]
      : []),
    ...(written
      ? [`To have it run: ${style.code(`nixai machines deploy ${machines.join(' ')}`)}`]
      : []),
  ].join('\n');
}
