import { join } from 'node:path';
import type { View } from '@nixai/api';
import type { Upgraded } from '../../commands/migrate/channel-upgrade.js';
import { nearPath } from '../nearPath.js';

/** What a person has to look at stands first, by file. */
export function renderUpgraded(upgraded: Upgraded, view: View): string {
  const { folder, from, to, touched, inputs, notes, releaseNotes, next } = upgraded;
  const { changed, diff, written, backup } = upgraded;
  const { style } = view;
  const lines = [`${nearPath(folder)}: from ${from} to ${to}.`];
  const left = touched.filter(({ mended }) => !mended);
  const mended = touched.filter((one) => one.mended);
  const part = (title: string, found: typeof touched) => {
    if (found.length > 0) lines.push('', style.heading(title));
    for (const { file, line, message, kind, sure } of found)
      lines.push(
        view.wrap(
          `${nearPath(join(folder, file))}:${line}: ${message}${sure ? '' : ', as far as is known'} [${kind}]`,
          2,
        ),
      );
  };
  part('To look at', left);
  part(written ? 'Mended' : 'Can be mended', mended);
  if (inputs.length > 0)
    lines.push(
      '',
      style.heading('Branches'),
      ...inputs.map((one) => `  ${one.from} becomes ${one.to}`),
    );
  if (touched.length === 0)
    lines.push(style.good('Nothing that is known of these releases touches it.'));
  lines.push(
    '',
    ...notes.map((note) => view.wrap(`${note}.`)),
    `More: ${style.link(releaseNotes)}`,
  );
  if (changed && !written && diff !== undefined)
    lines.push('', view.code(diff.trimEnd(), 'text'), '', `--write  makes the change.`);
  if (written) lines.push('', style.good('Written.'));
  lines.push('', 'Next:', ...next.map((line) => `  ${line}`));
  if (backup !== undefined) lines.push('', `nixai migrate rollback ${backup}  has it as it was.`);
  return lines.join('\n');
}
