import type { View } from '@nixai/api';
import { thisPlatform } from '../gather/platform.js';
import type { Restored } from '../restore/result.js';
import { hanging } from './backup.js';
import { bytes, plural } from './bytes.js';

/** What was restored, what was read before and after, and what to do next. */
export function renderRestored(restored: Restored, view: View): string {
  const { id, made, from, to, done, verified, paths, files, roots, checked, seconds, plan } =
    restored;
  const { platform, switched } = restored;
  const { style } = view;
  const read = `${plural(verified.paths, 'store path')}, ${plural(verified.archives, 'archive')} of files, ${bytes(verified.bytes)}`;
  const lines = [
    view.wrap(`${style.heading(id)} of ${from}, ${made}`),
    style.good(view.wrap(`Read and right before the first write: ${read}.`)),
    ...(platform === thisPlatform()
      ? []
      : [
          style.warn(
            view.wrap(
              `It is of ${platform}, and this machine is ${thisPlatform()}: its programs do not run here.`,
            ),
          ),
        ]),
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
    ...switchedLines(switched, view),
  ].join('\n');
}

function switchedLines(switched: Restored['switched'], { style, wrap }: View): readonly string[] {
  if (switched === undefined) return [wrap('Nothing was switched to, and no profile was moved.')];
  const { path, failedUnits, before, profile } = switched;
  return [
    style.good(wrap(`This machine runs ${path} now.`)),
    ...(failedUnits ? [style.warn(wrap('Some units did not start: systemctl --failed'))] : []),
    ...(before === undefined
      ? []
      : [
          wrap(
            `Back: nix-env -p ${profile} --switch-generation ${before.generation} && ${before.path}/bin/switch-to-configuration switch`,
          ),
        ]),
  ];
}
