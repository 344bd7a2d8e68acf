import type { View } from '@nixai/api';
import type { Restored } from '../restore/result.js';
import { hanging } from './backup.js';
import { bytes, plural } from './bytes.js';

/** What was restored, what was read before and after, and what to do next. */
export function renderRestored(restored: Restored, view: View): string {
  const { id, made, from, to, done, verified, paths, files, roots, checked, seconds, plan } =
    restored;
  const { style } = view;
  const read = `${plural(verified.paths, 'store path')}, ${plural(verified.archives, 'archive')} of files, ${bytes(verified.bytes)}`;
  const lines = [
    view.wrap(`${style.heading(id)} of ${from}, ${made}`),
    style.good(view.wrap(`Read and right before the first write: ${read}.`)),
  ];
  if (!done)
    return [...lines, ...plan.map((line) => hanging(view, line)), 'Nothing was restored.'].join(
      '\n',
    );
  return [
    ...lines,
    view.wrap(
      `Restored into ${to} in ${seconds} s: ${plural(paths, 'store path')}, ${plural(files, 'file')}.`,
    ),
    ...(checked === undefined
      ? []
      : [
          style.good(
            view.wrap(
              `Read again and right: ${plural(checked.paths, 'store path')}, ${plural(checked.files, 'file')}.`,
            ),
          ),
        ]),
    ...(roots.length === 0 ? [] : ['Kept from the garbage collector by:']),
    ...roots.map(({ link }) => `  ${link}`),
    view.wrap('Nothing was switched to, and no profile was moved.'),
  ].join('\n');
}
